import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { TemporaryRepository } from "../../src/git/temporary-repository.ts";
import { type Desk, days, type Files, openDesk, repositoryOf, told } from "./branch.ts";
import { api, deployment } from "./examples.ts";

/** What is compared is what is rendered, wherever it is written. */
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

let repository: TemporaryRepository | null = null;
afterEach(() => repository?.remove());

async function review(before: Files, raised: Files, pull: Files) {
  const steps = [
    { minutesAgo: 100 * days, files: before },
    { minutesAgo: 2 * days, files: raised },
  ];
  repository = repositoryOf(steps, pull);
  return told(await desk.review(repository));
}

const returned = { route: "pass", rules: ["CHG-004 returned"] };
const asks = { route: "review", rules: ["CHG-004 active"] };

const chart = {
  "charts/api/Chart.yaml": "apiVersion: v2\nname: api\nversion: 1.0.0\n",
  "charts/api/templates/api.yaml": deployment().replace("replicas: 4", "replicas: {{ .Values.replicas }}"),
};
const values = (count: number) => ({ "charts/api/values.yaml": `replicas: ${count}\n` });

test("a chart by its values", async () => {
  expect(await review({ ...chart, ...values(4) }, values(40), values(4))).toEqual(returned);
});

test("a chart by its template, where the values stay as they were", async () => {
  const fixed = { "charts/api/templates/api.yaml": deployment({ replicas: 4 }) };
  expect(await review({ ...chart, ...values(4) }, values(40), fixed)).toEqual(returned);
});

test("an overlay by its patch", async () => {
  const base = {
    "base/kustomization.yaml": "resources: [api.yaml]\n",
    "base/api.yaml": deployment(),
  };
  const overlay = (count: number) => ({
    "overlays/prod/kustomization.yaml": `resources: [../../base]\nreplicas: [{ name: api, count: ${count} }]\n`,
  });
  expect(await review({ ...base, ...overlay(4) }, overlay(40), overlay(4))).toEqual(returned);
});

test("a file that takes its place in the folder under another name", async () => {
  const pull = { [api]: null, "k8s/prod/deployment.yaml": deployment({ replicas: 4 }) };
  expect(
    await review({ [api]: deployment({ replicas: 4 }) }, { [api]: deployment({ replicas: 40 }) }, pull),
  ).toEqual(returned);
});

test("not the same values in another folder's environment", async () => {
  const dev = "k8s/dev/api.yaml";
  const [few, many] = [deployment({ replicas: 4 }), deployment({ replicas: 40 })].map((text) =>
    text.replace(", namespace: shop-prod", ""),
  );
  const pull = { [dev]: null, [api]: few ?? "" };
  const said = await review({ [dev]: few ?? "" }, { [dev]: many ?? "" }, pull);
  expect(said).toEqual(asks);
});
