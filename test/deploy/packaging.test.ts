import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { installation } from "../../src/app/installation.ts";
import { parseDockerfile } from "../../tools/image/dockerfile.ts";
import { sekisho } from "../cli/command.ts";

const read = (path: string) => readFileSync(join(installation.top, path), "utf8");
const stages = parseDockerfile(read("Dockerfile"));
const last = stages.at(-1);
const manifests = readdirSync(join(installation.top, "deploy", "kubernetes"))
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => `deploy/kubernetes/${name}`);

describe("the Dockerfile", () => {
  test("builds on one exact image, of the Node that the project uses", () => {
    const { devDependencies } = JSON.parse(read("package.json"));
    expect(new Set(stages.map(({ base }) => base))).toEqual(
      new Set([`node:${devDependencies.node}-bookworm-slim`]),
    );
  });

  test("runs as a user who is nobody, by number, so that Kubernetes can tell", () => {
    const users = last?.steps.flatMap((step) => (step.kind === "user" ? [step.user] : []));
    expect(users).toEqual(["10001:10001"]);
    expect(last?.steps.findLastIndex(({ kind }) => kind === "run")).toBeLessThan(
      last?.steps.findIndex(({ kind }) => kind === "user") ?? 0,
    );
  });

  test("has one folder that is written, a health check, and the server as what it does", () => {
    const kinds = last?.steps.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["healthcheck", "volume", "expose"]));
    expect(last?.steps).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "volume", paths: ["/data"] }),
        expect.objectContaining({ kind: "cmd", words: ["serve"] }),
      ]),
    );
  });

  test("names no absolute path where steps are carried out without a container", () => {
    const commands = stages.slice(0, -1).flatMap(({ steps }) => steps.filter((step) => step.kind === "run"));
    expect(commands.length).toBeGreaterThan(0);
    for (const { command } of commands) expect(command).not.toMatch(/(?:^|[\s=:])\/(?!\/)/);
  });

  test("copies only what the builder is sent", () => {
    const sent = read(".dockerignore")
      .split("\n")
      .filter((line) => line.startsWith("!"));
    const copied = stages.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === "copy" && step.from === null ? step.sources : [])),
    );
    expect([...new Set(copied)].toSorted()).toEqual(sent.map((line) => line.slice(1)).toSorted());
  });

  test("has no secret and takes none while it is built", () => {
    expect(read("Dockerfile")).not.toMatch(/secret|token|password|PRIVATE_KEY/i);
  });
});

describe("compose.yml", () => {
  const { services, secrets } = parse(read("compose.yml"));

  test.each(Object.entries<Record<string, unknown>>(services))("locks %s down", (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
    });
    for (const limit of ["mem_limit", "cpus", "pids_limit"]) expect(service).toHaveProperty(limit);
    expect(service["image"]).toMatch(/:\d+\.\d+/);
    expect(service).not.toHaveProperty("privileged");
    expect(JSON.stringify(service["volumes"])).not.toContain("docker.sock");
  });

  test("hands secrets over as files, and is reached from this machine only", () => {
    expect(Object.values(secrets).every((secret) => Object.hasOwn(secret as object, "file"))).toBe(true);
    const names = Object.keys(services.sekisho.environment);
    expect(names).not.toEqual(expect.arrayContaining(["PRIVATE_KEY", "WEBHOOK_SECRET", "DATABASE_URL"]));
    expect(services.sekisho.ports).toEqual(["127.0.0.1:3000:3000"]);
    expect(services.database.ports).toBeUndefined();
  });
});

describe("the manifests for Kubernetes", () => {
  // No release is known by digest before it is built; whoever applies the manifests writes it in, and says whose the
  // namespace is and how much it may use.
  test("pass Sekisho's own rules, with nothing to say but what the installer decides", () => {
    const { exitCode, stdout } = sekisho(["scan", "deploy/kubernetes", "--format", "json"]);
    const { decision, findings } = JSON.parse(stdout);
    const said = findings.map(({ ruleId, enforcement }: Record<string, unknown>) => [ruleId, enforcement]);
    const advised = ["RES-015", "SEC-022", "TEN-005"].map((id) => [id, "advise"]);
    expect([exitCode, decision?.route ?? null, said.toSorted()]).toEqual([0, "pass", advised]);
  });

  const objects = manifests.flatMap((path) =>
    parseAllDocuments(read(path)).map((document) => document.toJS()),
  );
  const one = (kind: string) => objects.find((object) => object.kind === kind);

  test("hold everything that is needed to run it, and no secret", () => {
    const kinds = objects.map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual([
      "Deployment",
      "Ingress",
      "Namespace",
      "NetworkPolicy",
      "NetworkPolicy",
      "PodDisruptionBudget",
      "Service",
      "ServiceAccount",
    ]);
  });

  test("run two pods that are hard to leave and hard to stop at once", () => {
    const { replicas, template } = one("Deployment").spec;
    const [container] = template.spec.containers;
    expect(replicas).toBe(2);
    expect(one("PodDisruptionBudget").spec.minAvailable).toBe(1);
    expect(template.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(Object.keys(container)).toEqual(
      expect.arrayContaining(["livenessProbe", "readinessProbe", "startupProbe", "resources", "lifecycle"]),
    );
  });

  test("let only the webhooks be reached from outside", () => {
    const paths = one("Ingress").spec.rules.flatMap((rule: { http: { paths: { path: string }[] } }) =>
      rule.http.paths.map(({ path }) => path),
    );
    expect(paths).toEqual(["/api/github/webhooks"]);
  });

  test("give a stopping pod the time that it may take", () => {
    const { terminationGracePeriodSeconds, containers } = one("Deployment").spec.template.spec;
    const stopSecondsDefault = 25;
    const requestsEndSeconds = 5;
    const pause = containers[0].lifecycle.preStop.sleep.seconds;
    expect(terminationGracePeriodSeconds).toBeGreaterThan(pause + stopSecondsDefault + requestsEndSeconds);
  });
});

test("the image is built by a workflow that pins what it uses and may do no more than it must", () => {
  const text = read(".github/workflows/image.yml");
  const used = [...text.matchAll(/uses: (\S+)/g)].map(([, action = ""]) => action);
  expect(used.length).toBeGreaterThan(5);
  for (const action of used) expect(action).toMatch(/@[0-9a-f]{40}$/);
  const { permissions, jobs } = parse(text);
  expect(permissions).toEqual({});
  expect(jobs.try.permissions).toEqual({ contents: "read" });
  expect(jobs.push.if).toBe("github.event_name == 'push'");
});
