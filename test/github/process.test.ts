import { expect, it } from "vitest";
import { startStandInProcess } from "./stand-in-process.ts";
import { asInstallation, smallWorld } from "./testing-client.ts";
import { startReceiver } from "./testing-receiver.ts";

it("is the same in a process of its own", async () => {
  const receiver = await startReceiver();
  const standIn = await startStandInProcess({ webhookUrl: receiver.url });
  const { installation, repository } = await smallWorld(standIn);
  const { number, head } = await standIn.acts.openPull({ repository, by: "dev", files: { a: "a" } });
  const octokit = asInstallation(standIn, installation);
  await octokit.rest.checks.create({
    owner: "acme",
    repo: "infra",
    name: "sekisho",
    head_sha: head,
    conclusion: "success",
  });
  await standIn.control.settle({ quietMs: 50 });
  expect((await standIn.look.pull({ repository, number })).check).toMatchObject({ conclusion: "success" });
  expect(receiver.names()).toContain("pull_request.opened");
  await expect(standIn.acts.approve({ repository, number, by: "nobody" })).rejects.toThrow(
    "There is no account nobody",
  );
  expect(await standIn.look.violations()).toEqual([]);
  await standIn.close();
  await receiver.close();
  await expect(fetch(standIn.url)).rejects.toThrow();
});

it("tells the same story with the same ids, so that what stands at the end can be compared", async () => {
  const told = async () => {
    const standIn = await startStandInProcess();
    const { repository } = await smallWorld(standIn);
    await standIn.acts.openPull({ repository, by: "dev", files: { a: "a" } });
    const snapshot = await standIn.look.snapshot();
    await standIn.close();
    return snapshot;
  };
  const first = await told();
  expect(first).toMatchObject([{ repository: "acme/infra", number: 1, check: null, comments: [] }]);
  expect(await told()).toEqual(first);
});
