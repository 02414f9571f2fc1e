import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { asApp, asInstallation, smallWorld } from "./testing-client.ts";

interface Received {
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Never synchronously: the stand-in lives in this process, and could not answer. */
const run = promisify(execFile);

let standIn: StandIn;
let receiver: http.Server;
let received: Received[];

beforeEach(async () => {
  received = [];
  receiver = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(202).end("kept");
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const { port } = receiver.address() as AddressInfo;
  standIn = await startStandIn({ webhookUrl: `http://127.0.0.1:${port}/hooks` });
});

afterEach(async () => {
  const violations = await standIn.look.violations();
  await standIn.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  expect(violations).toEqual([]);
});

describe("a pull request from opening to a check and a comment", () => {
  it("is told by webhook, read over GraphQL, fetched with git, and written to", async () => {
    const { installation, repository } = await smallWorld(standIn);
    const { acts, look } = standIn;
    const opened = await acts.openPull({
      repository,
      by: "dev",
      title: "More",
      files: { "k8s/api.yaml": "replicas: 9\n" },
    });
    expect(opened.number).toBe(1);
    await standIn.control.settle();
    const events = received.map(({ headers, body }) => [
      headers["x-github-event"],
      JSON.parse(body.toString()).action,
    ]);
    expect(events).toContainEqual(["installation", "created"]);
    expect(events).toContainEqual(["pull_request", "opened"]);

    const octokit = asInstallation(standIn, installation);
    const answer = await octokit.graphql<{ repository: { pullRequest: { headRefOid: string } } }>(
      `query pull($owner: String!, $name: String!, $number: Int!) { repository(owner: $owner, name: $name) {
        pullRequest(number: $number) { headRefOid author { login } commits(first: 10) { nodes { commit { oid } } } } } }`,
      { owner: "acme", name: "infra", number: 1 },
    );
    expect(answer.repository.pullRequest.headRefOid).toBe(opened.head);

    const { token } = (await octokit.auth({ type: "installation" })) as { token: string };
    const folder = mkdtempSync(join(tmpdir(), "stand-in-clone-"));
    const url = standIn.gitUrl.replace("http://", `http://x-access-token:${token}@`);
    await run("git", ["init", "-q", "--bare", folder]);
    const fetch = [
      "-C",
      folder,
      "fetch",
      "-q",
      "--depth=1",
      "--filter=blob:none",
      `${url}/${repository}.git`,
    ];
    await run("git", [...fetch, "refs/pull/1/head:refs/heads/it"]);
    const { stdout } = await run("git", ["-C", folder, "rev-parse", "it"]);
    expect(stdout.trim()).toBe(opened.head);
    rmSync(folder, { recursive: true });

    const { data: check } = await octokit.rest.checks.create({
      owner: "acme",
      repo: "infra",
      name: "sekisho",
      head_sha: opened.head,
      conclusion: "failure",
      output: { title: "Fix 1 thing", summary: "It is too much." },
    });
    expect(check.status).toBe("completed");
    await octokit.rest.issues.createComment({
      owner: "acme",
      repo: "infra",
      issue_number: 1,
      body: "Fix it.",
    });
    const state = await look.pull({ repository, number: 1 });
    expect(state.check).toMatchObject({ name: "sekisho", conclusion: "failure", title: "Fix 1 thing" });
    expect(state.ours.map(({ body }) => body)).toEqual(["Fix it."]);
    const calls = await look.callsOf({ repository, number: 1 });
    expect(calls.map(({ operation }) => operation)).toEqual([
      "graphql/pull",
      "checks/create",
      "issues/create-comment",
    ]);
  });
});

describe("webhooks", () => {
  it("are signed over the raw bytes, listed afterwards, and sent again under the same id when asked", async () => {
    await smallWorld(standIn);
    await standIn.control.settle();
    const [first] = received;
    const signature = createHmac("sha256", standIn.app.webhookSecret)
      .update(first?.body ?? "")
      .digest("hex");
    expect(first?.headers["x-hub-signature-256"]).toBe(`sha256=${signature}`);
    expect(first?.headers["x-github-hook-installation-target-id"]).toBe(String(standIn.app.id));
    const { data: deliveries } = await asApp(standIn).rest.apps.listWebhookDeliveries();
    expect(deliveries.map(({ guid }) => guid)).toContain(first?.headers["x-github-delivery"]);
    const id = deliveries[0]?.id ?? 0;
    await asApp(standIn).rest.apps.redeliverWebhookDelivery({ delivery_id: id });
    await standIn.control.settle();
    expect(received.at(-1)?.headers["x-github-delivery"]).toBe(deliveries[0]?.guid);
    const after = await asApp(standIn).rest.apps.listWebhookDeliveries();
    expect(after.data[0]).toMatchObject({ redelivery: true, guid: deliveries[0]?.guid, status_code: 202 });
  });
});

it("keeps its description below a megabyte", () => {
  const text = readFileSync(new URL("./openapi/api.github.com.json", import.meta.url));
  expect(text.length).toBeLessThan(1_000_000);
});
