import { afterAll, beforeAll, expect, it } from "vitest";
import { fc } from "../fast-check.ts";
import { type Files, openReviews, type Reviews } from "./repository.ts";

let reviews: Reviews;
beforeAll(async () => {
  reviews = await openReviews({ workersMax: 2 });
});
afterAll(() => reviews.close());

const object = (kind: string, name: string, more: string) =>
  `apiVersion: ${kind === "Deployment" ? "apps/v1" : "v1"}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\n${more}\n`;
const pods = (name: string) =>
  `spec: {replicas: 3, selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: app, image: "r.example.com/app:1", resources: {requests: {cpu: "1"}}}]}}}`;

/** Files of several roots, of every kind that is read: each may be there or not. */
const possible: Files = {
  "live/a/api.yaml": object("Service", "api", "spec: {selector: {app: api}, ports: [{port: 80}]}"),
  "live/b/api.yaml": object("Deployment", "api", pods("api")),
  "live/b/quota.yaml": object("ResourceQuota", "quota", 'spec: {hard: {requests.cpu: "4"}}'),
  "live/c/secret.yaml": object("Secret", "token", "stringData: {token: s3cr3t}"),
  "live/d/broken.yaml": "{broken",
  "live/e/kustomization.yaml": "resources: [web.yaml]\nnamePrefix: x-\n",
  "live/e/web.yaml": object("Deployment", "web", pods("web")),
  "live/f/main.tf":
    'resource "kubernetes_service" "api" {\n  metadata {\n    name = "api"\n    namespace = "shop"\n  }\n}\n',
  "live/g/Chart.yaml": "apiVersion: v2\nname: g\nversion: 1.0.0\n",
  "live/g/templates/api.yaml": object("Service", "api", "spec: {ports: [{port: 81}]}"),
};
const rest = fc.subarray(Object.entries(possible)).map((files): Files => Object.fromEntries(files));

const configuration = `clusters: {live: {paths: ["live/**"]}}
tenants: {shop: {teams: [acme/shop], owns: {namespaces: [shop]}, quota: {requests.cpu: "3"}}}
`;
const head = {
  "live/z/web.yaml": `${object("Deployment", "web", pods("web"))}---\n${object("Service", "api", "spec: {selector: {app: api}, ports: [{port: 80}]}")}`,
};

it("says the same to the byte, whatever is kept of the rest", async () => {
  let repositories = 0;
  await fc.assert(
    fc.asyncProperty(rest, rest, async (now, before) => {
      repositories += 1;
      const said = async (files: Files, repository: string) => {
        const { run: _, ...report } = await reviews.report({ rest: files, head, configuration, repository });
        return JSON.stringify(report);
      };
      const [empty, partly] = [`acme/empty-${repositories}`, `acme/partly-${repositories}`];
      const cold = await said(now, empty);
      expect(await said(now, empty)).toBe(cold);
      await said(before, partly);
      expect(await said(now, partly)).toBe(cold);
    }),
    { numRuns: 6 },
  );
});
