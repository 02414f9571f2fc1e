import type { AppFacts, DeliveryAttempt, Installation } from "../../github/index.ts";
import { type DoctorCheck, note, ok, problem } from "./check.ts";
import type { Manifest } from "./manifest.ts";

const levels = ["none", "read", "write", "admin"];

/** What the registration of the App lacks, and what it has for nothing. Pure. */
export function checkRegistration(app: AppFacts, manifest: Manifest): readonly DoctorCheck[] {
  const lacking = lackingPermissions(app.permissions, manifest);
  const extra = Object.keys(app.permissions).filter((name) => needed(name, manifest) === "none");
  const silent = manifest.events.filter((event) => !app.events.includes(event));
  return [
    ok("app", `GitHub knows this key as the App ${app.slug} (${app.id}).`),
    lacking.length === 0
      ? ok("permissions", "The App has every permission that it needs.")
      : problem(
          "permissions",
          `The App lacks ${lacking.join(", ")}.`,
          "On the App's page, under “Permissions & events”, give it these; each installation then has to accept them.",
        ),
    ...(extra.length === 0
      ? []
      : [
          note(
            "permissions beyond need",
            `The App has ${extra.join(", ")}, which Sekisho does not use. Less is safer: a stolen key can do what the App can.`,
          ),
        ]),
    silent.length === 0
      ? ok("events", "The App subscribes to every event that it needs.")
      : problem(
          "events",
          `The App does not subscribe to ${silent.join(", ")}.`,
          "On the App's page, under “Permissions & events”, subscribe to these.",
        ),
  ];
}

/** Each installation has what its owner has accepted, which may be what the App once asked for. */
export function checkInstallations(
  installations: readonly Installation[],
  manifest: Manifest,
): readonly DoctorCheck[] {
  if (installations.length === 0) {
    const mend = "Install it from the App's page, under “Install App”.";
    return [problem("installations", "The App is installed nowhere, so nothing ever reaches it.", mend)];
  }
  return installations.map(({ account, permissions, repositories }) => {
    const lacking = lackingPermissions(permissions, manifest);
    const which = repositories === "all" ? "all repositories" : "selected repositories";
    return lacking.length === 0
      ? ok(`installation ${account}`, `It is installed for ${account}, on ${which}.`)
      : problem(
          `installation ${account}`,
          `${account} has not accepted ${lacking.join(", ")}.`,
          `An owner of ${account} accepts it in the settings, under “GitHub Apps”, “Review request”.`,
        );
  });
}

function lackingPermissions(
  given: Readonly<Record<string, string>>,
  { permissions }: Manifest,
): readonly string[] {
  return Object.entries(permissions)
    .filter(([name, level]) => levels.indexOf(given[name] ?? "none") < levels.indexOf(level))
    .map(([name, level]) => `${name}: ${level}`);
}

function needed(name: string, { permissions }: Manifest): string {
  // GitHub gives metadata to every App; administration is optional, and said so in app.yml.
  if (name === "metadata" || name === "administration") return "read";
  return permissions[name] ?? "none";
}

export function checkWebhookUrl(url: string | null, path: string): DoctorCheck {
  const mend = `On the App's page, under “Webhook”, set the address at which GitHub reaches this server, ending with ${path}, and tick “Active”.`;
  if (url === null || url === "") return problem("webhook address", "GitHub sends webhooks nowhere.", mend);
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null) return problem("webhook address", `${JSON.stringify(url)} is no address.`, mend);
  if (!parsed.pathname.endsWith(path))
    return problem(
      "webhook address",
      `GitHub sends webhooks to ${url}, and this server takes them at ${path}.`,
      `${mend} Or set WEBHOOK_PATH, where a proxy in front of this server changes the path.`,
    );
  if (parsed.protocol !== "https:")
    return problem(
      "webhook address",
      `GitHub sends webhooks to ${url}, where anybody on the way can read them.`,
      "Put a proxy with a certificate in front of this server, and change the address to https://.",
    );
  return ok("webhook address", `GitHub sends webhooks to ${url}.`);
}

/** Below that many nothing is said about a share. */
const deliveriesMin = 3;

/** How the last deliveries were answered, newest first: the secret is never told, but what it was worth is. */
export function checkDeliveries(attempts: readonly DeliveryAttempt[]): DoctorCheck {
  const name = "deliveries";
  if (attempts.length === 0) return note(name, "GitHub has sent nothing in the last day.");
  const refused = attempts.filter(({ statusCode }) => statusCode === 401 || statusCode === 403);
  const failed = attempts.filter(({ statusCode }) => statusCode < 200 || statusCode >= 300);
  const [last] = attempts;
  const lastFailed = last !== undefined && failed.includes(last);
  if (refused.length > 0 && lastFailed)
    return problem(
      name,
      `${refused.length} of the last ${attempts.length} deliveries were refused: their signature was not made with this secret.`,
      "Enter the same secret on the App's page, under “Webhook”, and as WEBHOOK_SECRET. While it changes, WEBHOOK_SECRET_PREVIOUS takes the old one.",
    );
  if (lastFailed && failed.length >= Math.min(deliveriesMin, attempts.length))
    return problem(
      name,
      `${failed.length} of the last ${attempts.length} deliveries did not arrive (the last was answered with ${last.statusCode === 0 ? "nothing" : last.statusCode}).`,
      "See on the App's page, under “Advanced”, what GitHub got for an answer, and whether its address reaches this server. What was lost is recovered by itself once it does.",
    );
  const lost = failed.length === 0 ? "" : ` ${failed.length} failed, which the sweeps make up for.`;
  return ok(name, `The last of ${attempts.length} deliveries in the last day arrived.${lost}`);
}

/** GitHub refuses a signature of the App that is from its future. */
const skewSecondsMax = 60;

export function checkClock(theirs: Date | null, ours: Date): DoctorCheck {
  if (theirs === null) return note("clock", "GitHub's answer had no date, so the clock was not compared.");
  const seconds = Math.round((ours.getTime() - theirs.getTime()) / 1000);
  const how = seconds > 0 ? "ahead of" : "behind";
  return Math.abs(seconds) > skewSecondsMax
    ? problem(
        "clock",
        `This machine's clock is ${Math.abs(seconds)} seconds ${how} GitHub's. GitHub refuses signatures from its future, and records would have wrong times.`,
        "Have it set by NTP (`timedatectl set-ntp true`, or chrony).",
      )
    : ok("clock", `This machine's clock and GitHub's differ by ${Math.abs(seconds)} seconds at most.`);
}
