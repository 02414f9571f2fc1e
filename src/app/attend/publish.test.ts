import { expect, test } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import type { GitHub } from "../../github/index.ts";
import { GitHubError } from "../../github/index.ts";
import type { CheckRunContent, CommentContent } from "../../model/publication.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { NewRecord, Records } from "../../store/index.ts";
import { type Desired, publish } from "./publish.ts";

const repository = { id: 7, owner: "acme", name: "infra" };

function checkSaying(title: string, externalId = title): CheckRunContent {
  return {
    title,
    summary: title,
    text: null,
    conclusion: "success",
    annotations: [],
    actions: [],
    externalId,
    detailsUrl: null,
  };
}

function desired(said: Partial<Desired> = {}): Desired {
  return {
    repository,
    number: 12,
    head: "h1",
    decisionId: "d1",
    check: checkSaying("Passed"),
    checkDigest: "passed",
    comment: null,
    request: null,
    suggestions: [],
    reactions: [],
    rewriteCheck: false,
    ...said,
  };
}

/** A GitHub that remembers what was written, and can be cut off before or after a write takes place. */
class World {
  head = "h1";
  readonly checks: { head: string; content: CheckRunContent }[] = [];
  readonly comments: CommentContent[] = [];
  readonly requests: (readonly string[])[] = [];
  calls = 0;
  cut: "none" | "before" | "after" = "none";
  readonly stored: StoredPullRecord[] = [];

  readonly records: Pick<Records, "append"> = {
    append: async (records: readonly NewRecord[]) => {
      for (const record of records) {
        if (record.scope !== "pull") continue;
        const { key, body, repositoryId, number } = record;
        this.stored.push({ sequence: this.stored.length, key, at: "", repositoryId, number, body });
      }
      return { kept: records.length };
    },
  };

  #write<Result>(make: () => Result): Result {
    this.calls += 1;
    const { cut } = this;
    this.cut = "none";
    if (cut === "before") throw new GitHubError("unavailable", "cut off before");
    const result = make();
    if (cut === "after") throw new GitHubError("timeout", "cut off after");
    return result;
  }

  get gitHub(): GitHub {
    const write: Partial<GitHub["write"]> = {
      check: async (_repository, head, content, id) =>
        this.#write(() => {
          if (id !== null) this.checks[id] = { head, content };
          return id ?? this.checks.push({ head, content }) - 1;
        }),
      comment: async (_repository, _number, content, id) =>
        this.#write(() => {
          if (id !== null) this.comments[id] = content;
          return id ?? this.comments.push(content) - 1;
        }),
      requestReview: async (_repository, _number, teams) =>
        this.#write(() => {
          this.requests.push(teams);
          return { refused: [] };
        }),
    };
    const traces: Partial<GitHub["traces"]> = {
      checkOf: async (_repository, head) => {
        const id = this.checks.findIndex((check) => check.head === head);
        const found = this.checks[id];
        return found === undefined ? null : { id, externalId: found.content.externalId };
      },
      commentOf: async () => {
        const id = this.comments.length - 1;
        const found = this.comments[id];
        return found === undefined ? null : { id, digest: found.digest };
      },
    };
    const read: Partial<GitHub["read"]> = {
      head: async () => ({ sha: this.head, baseRef: "main", state: "open" }),
    };
    return { read, write, traces } as GitHub;
  }

  publish(wanted: Desired) {
    let attempt = 0;
    return publish(wanted, this.stored, {
      github: this.gitHub,
      records: this.records as Records,
      attemptId: () => `${this.stored.length}-${attempt++}`,
    });
  }
}

test("what stands is not written again", async () => {
  const world = new World();
  await world.publish(desired());
  expect(await world.publish(desired())).toEqual({ kind: "published", targets: [] });
  expect(world.calls).toBe(1);
});

test("a new head gets a check of its own, and the comment is changed in place", async () => {
  const world = new World();
  const comment = { body: "Fix 1 thing", digest: "fix" };
  await world.publish(desired({ comment }));
  world.head = "h2";
  await world.publish(desired({ head: "h2", comment: { body: "Passed", digest: "passed" } }));
  expect(world.checks.map(({ head }) => head)).toEqual(["h1", "h2"]);
  expect(world.comments.map(({ body }) => body)).toEqual(["Passed"]);
});

test("nothing is written about a head that is no longer there", async () => {
  const world = new World();
  world.head = "h2";
  expect(await world.publish(desired())).toEqual({ kind: "moved-on" });
  expect([world.calls, world.stored.length]).toEqual([0, 0]);
});

test("the intent is kept before anything is written", async () => {
  const world = new World();
  world.cut = "before";
  await expect(world.publish(desired())).rejects.toThrow("cut off before");
  expect(world.stored.map(({ body }) => body.kind)).toEqual(["publish-intent"]);
});

test("a team is asked once for the same risk", async () => {
  const world = new World();
  const request = { teams: ["acme/sre"], digest: "risk-1" };
  await world.publish(desired({ request }));
  await world.publish(desired({ request }));
  await world.publish(desired({ request: { ...request, digest: "risk-2" } }));
  expect(world.requests).toEqual([["acme/sre"], ["acme/sre"]]);
});

test("a check that somebody asked to run again is written although it says the same", async () => {
  const world = new World();
  await world.publish(desired());
  await world.publish(desired({ rewriteCheck: true }));
  expect([world.calls, world.checks.length]).toEqual([2, 1]);
});

test("wherever a write is cut off, there is one check for each head and one comment, and they say the last", async () => {
  const step = fc.record({
    says: fc.constantFrom("a", "b", "c"),
    head: fc.constantFrom("h1", "h2"),
    cut: fc.constantFrom("none" as const, "before" as const, "after" as const),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const world = new World();
      let last = desired();
      for (const { says, head, cut } of steps) {
        world.head = head;
        world.cut = cut;
        last = desired({
          head,
          check: checkSaying(says, `${head} ${says}`),
          checkDigest: says,
          comment: { body: says, digest: says },
        });
        await world.publish(last).catch(() => undefined);
      }
      world.cut = "none";
      await world.publish(last);
      expect(world.comments).toEqual([last.comment]);
      expect(new Set(world.checks.map(({ head }) => head)).size).toBe(world.checks.length);
      expect(world.checks.find(({ head }) => head === last.head)?.content).toEqual(last.check);
    }),
    { numRuns: 300 },
  );
});
