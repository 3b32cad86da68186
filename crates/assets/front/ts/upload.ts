// Files: dropped on the page or pasted into it they wait in the form; sending them shows how far it is.
import { toast } from "./toast";

interface Sending {
  sourceElement: Element;
  fetch?: (action: string, request: RequestInit & { headers: Record<string, string> }) => Promise<Response>;
  request: { headers: Record<string, string>; timeout?: number };
}

export function startUploads(): void {
  document.addEventListener("htmx:config:request", (event) => {
    const sending = (event as CustomEvent<{ ctx?: Sending }>).detail?.ctx;
    const form = sending?.sourceElement;
    if (!sending || !(form instanceof HTMLFormElement) || !form.matches("[data-upload]")) return;
    if (!fits(form)) {
      event.preventDefault();
      return;
    }
    // It takes as long as it takes, as long as it goes on.
    sending.request.timeout = 0;
    sending.fetch = (action, request) => send(form, action, request);
  });
  document.addEventListener("dragover", (event) => {
    const section = upload()?.closest(".organ");
    if (!section || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    section.classList.add("dropping");
  });
  for (const over of ["dragleave", "drop", "dragend"]) {
    document.addEventListener(over, () => document.querySelector(".dropping")?.classList.remove("dropping"));
  }
  document.addEventListener("drop", (event) => {
    if (put(event.dataTransfer)) event.preventDefault();
  });
  document.addEventListener("paste", (event) => {
    if (put(event.clipboardData)) event.preventDefault();
  });
}

function upload(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>("form[data-upload]");
}

function files(form: HTMLFormElement): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>("input[type=file]");
}

// Puts files into the form, beside those chosen before, and opens it: who may read them is decided
// before they are sent.
function put(data: DataTransfer | null): boolean {
  const form = upload();
  const field = form && files(form);
  if (!form || !field || !data || data.files.length === 0) return false;
  const all = new DataTransfer();
  for (const file of [...(field.files ?? []), ...data.files]) all.items.add(file);
  field.files = all.files;
  const box = form.closest("details");
  if (box) box.open = true;
  form.scrollIntoView({ block: "nearest" });
  form.querySelector<HTMLButtonElement>("button[type=submit]")?.focus();
  return true;
}

// What the server would refuse after all of it was sent.
function fits(form: HTMLFormElement): boolean {
  const field = files(form);
  const most = Number(field?.dataset.most ?? Infinity);
  const large = Array.from(field?.files ?? []).find((file) => file.size > most);
  if (large) toast(`${large.name}: ${field?.dataset.tooLarge ?? ""}`, "danger");
  return !large;
}

// As fetch does, but only the older way tells how far it is.
function send(form: HTMLFormElement, action: string, request: RequestInit & { headers: Record<string, string> }): Promise<Response> {
  const bar = document.createElement("progress");
  bar.className = "upload-progress";
  bar.setAttribute("aria-label", form.querySelector("button[type=submit]")?.textContent ?? "");
  form.append(bar);
  return new Promise<Response>((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open(request.method ?? "POST", action);
    for (const [name, value] of Object.entries(request.headers)) sending.setRequestHeader(name, value);
    sending.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.max = event.total;
      bar.value = event.loaded;
    });
    sending.addEventListener("load", () => {
      const headers = new Headers();
      for (const line of sending.getAllResponseHeaders().trim().split("\r\n")) {
        const colon = line.indexOf(":");
        if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
      }
      resolve(new Response(sending.responseText, { status: sending.status, headers }));
    });
    for (const failed of ["error", "abort", "timeout"]) sending.addEventListener(failed, () => reject(new TypeError(failed)));
    request.signal?.addEventListener("abort", () => sending.abort());
    sending.send(request.body as FormData);
  }).finally(() => bar.remove());
}
