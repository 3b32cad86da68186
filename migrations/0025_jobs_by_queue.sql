-- Jobs of one queue are listed, and those of each are counted: both walked over all jobs of a state.
CREATE INDEX job_queue ON job (state, queue, run_at, id);
