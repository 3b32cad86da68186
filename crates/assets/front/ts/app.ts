// The islands: each adds to markup that works without it.
import "htmx.org";
import { startBulk } from "./bulk";
import { startColumns } from "./columns";
import { startCompose } from "./compose";
import { startCopy } from "./copy";
import { startDrafts } from "./drafts";
import { startFold } from "./fold";
import { startKeys } from "./keys";
import { startLive } from "./live";
import { startNarrowing } from "./narrowing";
import { startNavigation } from "./navigation";
import { startPalette } from "./palette";
import { startPopovers } from "./popovers";
import { startPreviews } from "./priority";
import { startRequests } from "./requests";
import { startThemeSwitch } from "./theme";
import { startUploads } from "./upload";
import { startWalk } from "./walk";
import { startZone } from "./zone";

startRequests();
startThemeSwitch();
startNavigation();
startPopovers();
startKeys();
startPalette();
startCopy();
startDrafts();
startCompose();
startFold();
startNarrowing();
startPreviews();
startUploads();
startBulk();
startLive();
startColumns();
startWalk();
startZone();

// What the server wants looked at first: the list of problems, or the form it refused.
document.querySelector<HTMLElement>("[data-focus-first], .verb[open] [aria-invalid], .rating [aria-invalid]")?.focus();
Array.from(document.querySelectorAll<HTMLInputElement>("[data-focus-empty] .input")).find((field) => field.value === "")?.focus();
