import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { TemporaryRepository } from "../../src/git/temporary-repository.ts";
import {
  type Desk,
  days,
  type Files,
  hours,
  openDesk,
  put,
  repositoryOf,
  type Step,
  told,
} from "./branch.ts";
import { api, claim, database, deployment, records, settings } from "./examples.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

let repository: TemporaryRepository | null = null;
afterEach(() => repository?.remove());

async function review(steps: readonly Step[], pull: Files) {
  repository = repositoryOf(steps, pull);
  return told(await desk.review(repository));
}

const replicas = (count: number): Files => ({ [api]: deployment({ replicas: count }) });
const zone = "terraform/prod/main.tf";
const twoDaysAgo = { minutesAgo: 2 * days };
const longAgo = { minutesAgo: 100 * days };

interface Case {
  readonly steps: readonly Step[];
  readonly pull: Files;
  readonly rules: readonly string[];
}

describe("a change that returns to what was in force passes", () => {
  const cases: Readonly<Record<string, Case>> = {
    "replicas, two days after they were raised": {
      steps: [
        { ...longAgo, files: replicas(4) },
        { ...twoDaysAgo, files: replicas(40) },
      ],
      pull: replicas(4),
      rules: ["CHG-004 returned"],
    },
    "replicas, an hour after they were raised": {
      steps: [
        { ...longAgo, files: replicas(4) },
        { minutesAgo: hours, files: replicas(40) },
      ],
      pull: replicas(4),
      rules: ["CHG-004 returned"],
    },
    "replicas, over a change of something else": {
      steps: [
        { ...longAgo, files: replicas(4) },
        { ...twoDaysAgo, files: replicas(40) },
        { minutesAgo: days, files: { "k8s/prod/web.yaml": deployment({ name: "web" }) } },
      ],
      pull: replicas(4),
      rules: ["CHG-004 returned"],
    },
    "memory that was raised": {
      steps: [
        { ...longAgo, files: { [api]: deployment({ memory: "1Gi" }) } },
        { ...twoDaysAgo, files: { [api]: deployment({ memory: "8Gi" }) } },
      ],
      pull: { [api]: deployment({ memory: "1Gi" }) },
      rules: ["CHG-006 returned"],
    },
    "the same values in another order, with a comment": {
      steps: [
        { ...longAgo, files: replicas(4) },
        { ...twoDaysAgo, files: replicas(40) },
      ],
      pull: {
        [api]: `# back\n${deployment({ replicas: 4 }).replace("kind: Deployment\n", "")}kind: Deployment\n`,
      },
      rules: ["CHG-004 returned"],
    },
    "weights 10 → 90, and back": {
      steps: [
        { ...longAgo, files: { [zone]: records(90, 10) } },
        { ...twoDaysAgo, files: { [zone]: records(10, 90) } },
      ],
      pull: { [zone]: records(90, 10) },
      rules: ["CHG-010 returned"],
    },
    "the class of a database, where somebody asks about it": {
      steps: [
        {
          ...longAgo,
          files: {
            [settings]: "version: 1\npolicies: { CHG-030: { enforcement: review } }\n",
            [zone]: database("db.m6g.large"),
          },
        },
        { ...twoDaysAgo, files: { [zone]: database("db.m6g.4xlarge") } },
      ],
      pull: { [zone]: database("db.m6g.large") },
      rules: ["CHG-030 returned"],
    },
    "a state that something else followed, and that again": {
      steps: [
        { ...longAgo, files: replicas(4) },
        { minutesAgo: 3 * days, files: replicas(40) },
        { minutesAgo: 2 * days, files: replicas(60) },
      ],
      pull: replicas(4),
      rules: ["CHG-004 returned"],
    },
    "a secret that is the same as then": {
      steps: [
        {
          ...longAgo,
          files: { [api]: deployment({ replicas: 4, environment: { DB_PASSWORD: "old-one-7x" } }) },
        },
        {
          ...twoDaysAgo,
          files: { [api]: deployment({ replicas: 40, environment: { DB_PASSWORD: "old-one-7x" } }) },
        },
      ],
      pull: { [api]: deployment({ replicas: 4, environment: { DB_PASSWORD: "old-one-7x" } }) },
      rules: ["CHG-004 returned"],
    },
  };
  test.each(Object.entries(cases))("%s", async (_name, { steps, pull, rules }) => {
    expect(await review(steps, pull)).toEqual({ route: "pass", rules });
  });
});

describe("a change still asks", () => {
  const raised = [
    { ...longAgo, files: replicas(4) },
    { ...twoDaysAgo, files: replicas(40) },
  ];
  const cases: Readonly<Record<string, Case>> = {
    "for a number that never was": { steps: raised, pull: replicas(5), rules: ["CHG-004 active"] },
    "for what something replaced too long ago": {
      steps: [
        { ...longAgo, files: replicas(4) },
        { minutesAgo: 16 * days, files: replicas(40) },
      ],
      pull: replicas(4),
      rules: ["CHG-004 active"],
    },
    "where the window is closed": {
      steps: [
        { ...longAgo, files: { [settings]: "version: 1\nrollback: { windowDays: 0 }\n", ...replicas(4) } },
        { ...twoDaysAgo, files: replicas(40) },
      ],
      pull: replicas(4),
      rules: ["CHG-004 active"],
    },
    "for what stood for seconds, as commits do that are merged by rebasing": {
      steps: [
        { ...longAgo, files: replicas(40) },
        { minutesAgo: 2 * days, files: replicas(4) },
        { minutesAgo: 2 * days - 1, files: replicas(40) },
      ],
      pull: replicas(4),
      rules: ["CHG-004 active"],
    },
    "for what was replaced by a commit of tomorrow": {
      steps: [
        { ...longAgo, files: replicas(4) },
        { minutesAgo: -2 * days, files: replicas(40) },
      ],
      pull: replicas(4),
      rules: ["CHG-004 active"],
    },
    "for what a commit of its future began": {
      steps: [
        { ...longAgo, files: replicas(40) },
        { minutesAgo: -2 * days, files: replicas(4) },
        { minutesAgo: days, files: replicas(40) },
      ],
      pull: replicas(4),
      rules: ["CHG-004 active"],
    },
    "where the secret beside it is another than then": {
      steps: [
        {
          ...longAgo,
          files: { [api]: deployment({ replicas: 4, environment: { DB_PASSWORD: "old-one-7x" } }) },
        },
        {
          ...twoDaysAgo,
          files: { [api]: deployment({ replicas: 40, environment: { DB_PASSWORD: "new-one-9y" } }) },
        },
      ],
      pull: { [api]: deployment({ replicas: 4, environment: { DB_PASSWORD: "other-2z" } }) },
      rules: ["CHG-004 active", "SEC-054 active"],
    },
    "where the values come back, and a neighbour takes the traffic": {
      steps: [
        { ...longAgo, files: { [zone]: records(90, 10) } },
        { ...twoDaysAgo, files: { [zone]: records(90, 40) } },
      ],
      pull: { [zone]: records(0, 10) },
      rules: ["CHG-010 active"],
    },
    "where the same values go to another region": {
      steps: [
        { ...longAgo, files: { [zone]: records(90, 10) } },
        { ...twoDaysAgo, files: { [zone]: records(10, 90) } },
      ],
      pull: { [zone]: records(90, 10, "us-east-1") },
      rules: ["CHG-010 active"],
    },
    "where a rule of the organisation blocks": {
      steps: [
        {
          ...longAgo,
          files: {
            [settings]: "version: 1\npolicies: { CHG-004: { enforcement: block } }\n",
            ...replicas(4),
          },
        },
        { ...twoDaysAgo, files: replicas(40) },
      ],
      pull: replicas(4),
      rules: ["CHG-004 active"],
    },
  };
  test.each(Object.entries(cases))("%s", async (_name, { steps, pull, rules }) => {
    const said = await review(steps, pull);
    expect(said.rules).toEqual(rules);
    expect(said.route).not.toBe("pass");
  });

  test("for a deletion, also of what was not there a week ago", async () => {
    const volume = "k8s/prod/volume.yaml";
    const steps = [
      { ...longAgo, files: replicas(4) },
      { minutesAgo: 5 * days, files: { [volume]: claim } },
    ];
    const said = await review(steps, { [volume]: null });
    expect(said).toEqual({ route: "review", rules: ["CHG-003 active"] });
  });

  test("for a security rule, whatever stood there ten days ago", async () => {
    const steps = [
      { ...longAgo, files: { [api]: deployment({ privileged: true }) } },
      { minutesAgo: 10 * days, files: { [api]: deployment() } },
    ];
    const said = await review(steps, { [api]: deployment({ privileged: true }) });
    expect(said.route).not.toBe("pass");
    expect(said.rules.filter((rule) => rule.endsWith("returned"))).toEqual([]);
  });

  test("for the part that does not return", async () => {
    const web = "k8s/prod/web.yaml";
    const both = (first: number, second: number): Files => ({
      ...replicas(first),
      [web]: deployment({ name: "web", replicas: second }),
    });
    const steps = [
      { ...longAgo, files: both(4, 4) },
      { ...twoDaysAgo, files: both(40, 40) },
    ];
    expect(await review(steps, both(4, 7))).toEqual({
      route: "review",
      rules: ["CHG-004 returned", "CHG-004 active"],
    });
  });
});

describe("whose history counts", () => {
  test("never that of the pull request itself", async () => {
    repository = repositoryOf([{ ...longAgo, files: replicas(40) }], replicas(4));
    put(repository, replicas(40), -60);
    put(repository, replicas(4), -120);
    expect(told(await desk.review(repository)).rules).toEqual(["CHG-004 active"]);
  });

  test("never what came by the second parent of a merge", async () => {
    repository = repositoryOf([{ ...longAgo, files: replicas(40) }], {});
    repository.git("switch", "--quiet", "--create", "feature", "main");
    put(repository, replicas(4), 3 * days);
    put(repository, replicas(40), 2 * days);
    repository.git("switch", "--quiet", "main");
    repository.git("merge", "--quiet", "--no-ff", "--message", "merge", "feature");
    repository.git("switch", "--quiet", "--create", "change");
    put(repository, replicas(4), 0);
    repository.git("branch", "--force", "pull", "change");
    expect(told(await desk.review(repository)).rules).toEqual(["CHG-004 active"]);
  });

  test("and nothing is proven where there is none", async () => {
    repository = repositoryOf([{ ...longAgo, files: replicas(4) }], {});
    repository.git("switch", "--quiet", "main");
    put(repository, replicas(40), 2 * days);
    repository.git("branch", "--force", "pull", "main");
    repository.git("switch", "--quiet", "pull");
    put(repository, replicas(4), 0);
    repository.write(".git/shallow", `${repository.git("rev-parse", "main")}\n`);
    expect(told(await desk.review(repository)).rules).toEqual(["CHG-004 active"]);
  });
});
