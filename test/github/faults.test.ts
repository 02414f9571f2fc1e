import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CallFaults, Faults } from "./server/faults.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { asApp, asInstallation, smallWorld } from "./testing-client.ts";
import { type Receiver, startReceiver } from "./testing-receiver.ts";

let standIn: StandIn;
let receiver: Receiver;
let installation: number;
let pull: { readonly repository: string; readonly number: number };

beforeEach(async () => {
  receiver = await startReceiver();
  standIn = await startStandIn({ webhookUrl: receiver.url });
  installation = (await smallWorld(standIn)).installation;
  const opened = await standIn.acts.openPull({ repository: "acme/infra", by: "dev", files: { a: "a" } });
  pull = { repository: "acme/infra", number: opened.number };
  await standIn.control.settle({ quietMs: 50 });
});

afterEach(async () => {
  const violations = await standIn.look.violations();
  await standIn.close();
  await receiver.close();
  expect(violations).toEqual([]);
});

async function commentUnder(
  calls: CallFaults,
): Promise<{ readonly error: unknown; readonly stands: number }> {
  const octokit = asInstallation(standIn, installation);
  await octokit.rest.apps.listReposAccessibleToInstallation();
  await standIn.control.setFaults({ faults: { seed: 1, calls, hangMs: 50 } });
  const comment = { owner: "acme", repo: "infra", issue_number: pull.number, body: "Here." };
  const error = await octokit.rest.issues.createComment({ ...comment, request: { retries: 0 } }).then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, stands: (await standIn.look.pull(pull)).ours.length };
}

describe("calls", () => {
  it.each([
    ["errorBefore", { status: 502 }, 0],
    ["errorAfter", { status: 502 }, 1],
    ["resetBefore", { status: 500 }, 0],
    ["resetAfter", { status: 500 }, 1],
    ["hangAfter", { status: 500 }, 1],
    ["secondaryLimit", { status: 403, response: { headers: { "retry-after": "1" } } }, 0],
  ] as const)("fail by %s, before or after the comment was made", async (kind, error, stands) => {
    const outcome = await commentUnder({ [kind]: 1 });
    expect(outcome).toMatchObject({ error, stands });
    const last = (await standIn.look.requests()).at(-1);
    expect(last).toMatchObject({ operation: "issues/create-comment", fault: kind });
  });

  it("of git fail too, and narrowed down to git alone leave the API be", async () => {
    const octokit = asInstallation(standIn, installation);
    const { token } = (await octokit.auth({ type: "installation" })) as { token: string };
    const url = `${standIn.gitUrl.replace("http://", `http://x-access-token:${token}@`)}/acme/infra.git`;
    const listed = () =>
      promisify(execFile)("git", ["ls-remote", url]).then(
        () => true,
        () => false,
      );
    for (const kind of ["errorBefore", "resetAfter", "secondaryLimit"]) {
      await standIn.control.setFaults({
        faults: { seed: 1, calls: { [kind]: 1 }, operations: ["git"], inARowMax: 99 },
      });
      expect(await listed()).toBe(false);
    }
    expect((await octokit.rest.apps.listReposAccessibleToInstallation()).status).toBe(200);
    await standIn.control.setFaults({ faults: null });
    expect(await listed()).toBe(true);
  });

  it("get through in the end, by the third time at the latest", async () => {
    await standIn.control.setFaults({ faults: { seed: 1, calls: { errorBefore: 1 } } });
    const octokit = asApp(standIn);
    const once = () =>
      octokit.rest.apps.getAuthenticated().then(
        () => true,
        () => false,
      );
    expect([await once(), await once(), await once()]).toEqual([false, false, true]);
  });

  it("fail the same way in every run with a seed, in whatever order they come", () => {
    const keys = Array.from({ length: 40 }, (_, index) => `GET /${index % 8}`);
    const run = (seed: number, order: readonly string[]) => {
      const faults = new Faults({ seed, calls: { errorBefore: 0.3, resetAfter: 0.2 } });
      return Object.groupBy(
        order.map((key) => ({ key, fault: faults.ofCall("any", key) })),
        ({ key }) => key,
      );
    };
    const sorted = [...keys].sort();
    expect(run(7, keys)).toEqual(run(7, sorted));
    expect(run(7, keys)).not.toEqual(run(8, keys));
  });
});

describe("webhooks", () => {
  const comment = (body: string) => standIn.acts.comment({ ...pull, by: "dev", body });
  const bodies = (): readonly string[] =>
    receiver.received.filter(({ event }) => event === "issue_comment").map(({ body }) => body.comment.body);

  it("that are lost stand among the deliveries, and come when asked for again", async () => {
    await standIn.control.setFaults({ faults: { seed: 1, hooks: { lost: 1 } } });
    await comment("lost");
    await standIn.control.settle({ quietMs: 50 });
    expect(bodies()).toEqual([]);
    const { data } = await asApp(standIn).request("GET /app/hook/deliveries", { status: "failure" });
    expect(data).toMatchObject([{ event: "issue_comment", status_code: 0 }]);
    await standIn.control.redeliverFailed();
    await standIn.control.settle({ quietMs: 50 });
    expect(bodies()).toEqual(["lost"]);
    expect(receiver.received.at(-1)?.guid).toBe(data[0]?.guid);
  });

  it("that vanish leave nothing behind", async () => {
    const before = (await standIn.look.deliveries()).length;
    await standIn.control.setFaults({ faults: { seed: 1, hooks: { vanished: 1 } } });
    await comment("gone");
    expect(await standIn.look.deliveries()).toHaveLength(before);
  });

  it("come twice with one id, late, and in another order", async () => {
    await standIn.control.setFaults({ faults: { seed: 1, hooks: { twice: 1 } } });
    await comment("twice");
    await standIn.control.settle({ quietMs: 50 });
    expect(bodies()).toEqual(["twice", "twice"]);
    expect(new Set(receiver.received.slice(-2).map(({ guid }) => guid)).size).toBe(1);
    const faults = { seed: 3, hooks: { delayed: 0.7, delayMsMax: 3_600_000 } };
    await standIn.control.setFaults({ faults });
    const said = Array.from({ length: 8 }, (_, index) => `late ${index}`);
    for (const body of said) await comment(body);
    // Late ones come when the others have come, however long those take.
    const fates = new Faults(faults);
    const atOnce = (await standIn.look.deliveries()).slice(-said.length).filter(({ guid }) => {
      const fate = fates.ofWebhook(guid);
      return fate.kind === "arrives" && fate.afterMs === 0;
    });
    const hasCome = ({ guid }: { readonly guid: string }) =>
      receiver.received.some((received) => received.guid === guid);
    while (!atOnce.every(hasCome)) await new Promise((resolve) => setImmediate(resolve));
    await standIn.control.settle({ quietMs: 50 });
    const came = bodies().slice(2);
    expect([...came].sort()).toEqual(said);
    expect(came).not.toEqual(said);
  });

  it("that are refused or not answered in time have failed", async () => {
    receiver.answer = () => 503;
    await comment("refused");
    await standIn.control.settle({ quietMs: 50 });
    expect((await standIn.look.deliveries()).at(-1)).toMatchObject({ event: "issue_comment", status: 503 });
    await standIn.control.listenAt({ url: null });
    await comment("nobody listens");
    expect((await standIn.look.deliveries()).at(-1)).toMatchObject({ status: 0 });
    expect(await standIn.control.redeliverFailed()).toBe(2);
  });
});

it("counts a webhook that is not answered in time as failed", async () => {
  const slow = await startStandIn({ webhookUrl: receiver.url, webhookTimeoutMs: 50 });
  receiver.answer = () => new Promise(() => {});
  await slow.acts.createOrganisation({ login: "acme" });
  await slow.acts.install({ account: "acme" });
  await slow.control.settle({ quietMs: 50 });
  expect(await slow.look.deliveries()).toMatchObject([{ event: "installation", status: 504 }]);
  await slow.close();
});
