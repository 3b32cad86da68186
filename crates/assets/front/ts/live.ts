// What happens while somebody looks: one stream for the page, open only while it is seen. A browser
// allows few connections to one host, and a hidden window needs none.
import type { Change, Part } from "./live_part";
import { startBell } from "./live_bell";
import { listenForList } from "./live_list";
import { listenForRecord } from "./live_record";

export function startLive(): void {
  const parts = [listenForRecord(), listenForList()].filter((part): part is Part => part !== undefined);
  const bell = startBell();
  if ((parts.length === 0 && !bell) || !("EventSource" in window)) return;
  let stream: EventSource | undefined;
  let opened = false;
  const open = () => {
    if (stream) return;
    stream = new EventSource(`/events?${parts.map((part) => part.address()).join("&")}`);
    stream.addEventListener("hello", () => {
      if (opened) parts.forEach((part) => part.back());
      opened = true;
    });
    stream.addEventListener("inbox", (event) => {
      const { unread } = JSON.parse((event as MessageEvent<string>).data) as { unread: string };
      bell?.say(unread);
    });
    stream.addEventListener("change", (event) => {
      const change = JSON.parse((event as MessageEvent<string>).data) as Change;
      parts.forEach((part) => part.changed(change));
    });
    // Signed out: coming back would only be turned away. In all other cases the browser comes back.
    stream.addEventListener("end", (event) => {
      const { reason } = JSON.parse((event as MessageEvent<string>).data) as { reason: string };
      if (reason === "unknown") close();
    });
  };
  const close = () => {
    stream?.close();
    stream = undefined;
  };
  const follow = () => (document.visibilityState === "visible" ? open() : close());
  document.addEventListener("visibilitychange", follow);
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", follow);
  follow();
}
