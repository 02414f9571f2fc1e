import { describe, expect, test } from "vitest";
import type { Annotation, CheckRunContent } from "../../model/publication.ts";
import { type Fixture, fixture, repository } from "../testing/fixture-app.ts";
import { useNock } from "../testing/no-network.ts";

useNock();

interface Sent {
  readonly output: { readonly annotations?: readonly { readonly message: string }[] };
  readonly [key: string]: unknown;
}

const head = "a".repeat(40);
const checks = "/repos/acme/shop/check-runs";

function annotations(count: number, first = 1): readonly Annotation[] {
  return Array.from({ length: count }, (_, index) => ({
    path: "k8s/api.yaml",
    startLine: first + index,
    endLine: first + index,
    level: "failure",
    title: "RES-004",
    message: `finding ${first + index}`,
  }));
}

function content(more: Partial<CheckRunContent> = {}): CheckRunContent {
  return {
    title: "2 findings",
    summary: "What is wrong",
    text: null,
    conclusion: "failure",
    annotations: [],
    actions: [],
    externalId: "12:d:g",
    detailsUrl: null,
    ...more,
  };
}

function expecting(all: Fixture) {
  const sent: Sent[] = [];
  const keep = (body: Sent) => sent.push(body) > 0;
  return {
    sent,
    create: (id: number) => all.scope.post(checks, keep).reply(201, { id }),
    update: (id: number) => all.scope.patch(`${checks}/${id}`, keep).reply(200, { id }),
    list: (id: number, standing: readonly Annotation[]) =>
      all.scope
        .get(`${checks}/${id}/annotations`)
        .query(true)
        .reply(
          200,
          standing.map((annotation) => ({
            path: annotation.path,
            start_line: annotation.startLine,
            end_line: annotation.endLine,
            annotation_level: annotation.level,
            title: annotation.title,
            message: annotation.message,
          })),
        ),
    /** How many annotations each request took along. */
    counts: () => sent.map(({ output }) => output.annotations?.length ?? 0),
  };
}

describe("a check run", () => {
  test("is created whole", async () => {
    const all = fixture();
    const { sent, create } = expecting(all);
    create(77);
    const actions = [{ identifier: "confirm", label: "Confirm", description: "It is meant" }] as const;
    const whole = content({
      text: "More",
      conclusion: "action_required",
      annotations: annotations(1),
      actions,
      detailsUrl: "https://sekisho.example.com/12",
    });
    expect(await all.installation.write.check(repository, head, whole, null)).toBe(77);
    expect(sent).toEqual([
      {
        name: "sekisho",
        head_sha: head,
        external_id: "12:d:g",
        status: "completed",
        conclusion: "action_required",
        completed_at: "2026-05-01T09:00:00.000Z",
        details_url: "https://sekisho.example.com/12",
        output: {
          title: "2 findings",
          summary: "What is wrong",
          text: "More",
          annotations: [
            {
              path: "k8s/api.yaml",
              start_line: 1,
              end_line: 1,
              annotation_level: "failure",
              title: "RES-004",
              message: "finding 1",
            },
          ],
        },
        actions,
      },
    ]);
  });

  test("that is at work has no conclusion", async () => {
    const all = fixture();
    const { sent, create } = expecting(all);
    create(77);
    await all.installation.write.check(repository, head, content({ conclusion: null }), null);
    expect(sent[0]).toMatchObject({ status: "in_progress" });
    expect(sent[0]).not.toHaveProperty("conclusion");
    expect(sent[0]).not.toHaveProperty("completed_at");
  });

  test("is cut where GitHub would refuse it", async () => {
    const all = fixture();
    const { sent, create } = expecting(all);
    create(77);
    const long = "長".repeat(70_000);
    const actions = [{ identifier: "confirm", label: "x".repeat(30), description: "y".repeat(50) }] as const;
    const [annotation] = annotations(1);
    if (annotation === undefined) throw new Error("no annotation");
    const annotated = [{ ...annotation, title: long, message: long }];
    await all.installation.write.check(
      repository,
      head,
      content({ title: long, summary: long, text: long, actions, annotations: annotated }),
      null,
    );
    const [{ output, actions: sentActions }] = JSON.parse(JSON.stringify(sent));
    expect([output.title, output.summary, output.text].map((text) => text.length)).toEqual([
      255, 65_535, 65_535,
    ]);
    expect(Buffer.byteLength(output.annotations[0].message)).toBeLessThanOrEqual(64 * 1024);
    expect(output.annotations[0].title).toHaveLength(255);
    expect(sentActions).toEqual([
      { identifier: "confirm", label: `${"x".repeat(19)}…`, description: `${"y".repeat(39)}…` },
    ]);
  });
});

describe("annotations", () => {
  test.each([
    [50, [50]],
    [51, [50, 1]],
    [100, [50, 50]],
    [130, [50, 50]],
  ])("%d are sent as %j", async (count, counts) => {
    const all = fixture();
    const { create, update, ...expected } = expecting(all);
    create(77);
    if (counts.length > 1) update(77);
    await all.installation.write.check(repository, head, content({ annotations: annotations(count) }), null);
    expect(expected.counts()).toEqual(counts);
  });

  test("that stand already are not sent again", async () => {
    const all = fixture();
    const { create, update, counts } = expecting(all);
    create(77);
    update(77);
    const { check } = all.installation.write;
    await check(repository, head, content({ annotations: annotations(2) }), null);
    expect(
      await check(repository, head, content({ annotations: annotations(3), conclusion: "success" }), 77),
    ).toBe(77);
    expect(counts()).toEqual([2, 1]);
  });

  test("that another process wrote are asked for", async () => {
    const all = fixture();
    const { list, update, counts } = expecting(all);
    list(77, annotations(2));
    update(77);
    await all.installation.write.check(repository, head, content({ annotations: annotations(3) }), 77);
    expect(counts()).toEqual([1]);
  });

  test("that no longer hold stay behind: GitHub takes none away, so a new run takes the place of the old", async () => {
    const all = fixture();
    const { create, counts } = expecting(all);
    const { check } = all.installation.write;
    create(77);
    await check(repository, head, content({ annotations: annotations(3) }), null);
    create(78);
    expect(await check(repository, head, content({ annotations: annotations(2) }), 77)).toBe(78);
    expect(counts()).toEqual([3, 2]);
  });

  test("cost a run that began without any no further call", async () => {
    const all = fixture();
    const { create, update } = expecting(all);
    create(77);
    update(77);
    const { check } = all.installation.write;
    await check(repository, head, content({ conclusion: null }), null);
    await check(repository, head, content({ annotations: annotations(5) }), 77);
    expect(all.installation.calls.rest).toBe(2);
  });
});
