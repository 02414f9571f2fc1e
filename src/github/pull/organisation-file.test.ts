import { describe, expect, test } from "vitest";
import { fixture, repository } from "../testing/fixture-app.ts";
import { useNock } from "../testing/no-network.ts";
import { organisationNode, pullNode, repositoryNode, sha } from "../testing/pull-answer.ts";

useNock();

type Fields = Readonly<Record<string, unknown>>;

function organisation(node: Fields | null, errors: readonly Fields[] = []) {
  const all = fixture({ configurationRepository: "policies" });
  all.scope
    .post("/graphql")
    .reply(200, { data: { repository: repositoryNode(pullNode()), organisation: node }, errors });
  const read = async () => (await all.installation.read.pull(repository, 12))?.organisationFile;
  return { ...all, read };
}

const blobPath = `/repos/acme/policies/git/blobs/${sha.blob}`;
const long = { oid: sha.blob, byteSize: 600_000, isTruncated: true, text: "mode: adv" };

describe("the organisation's file", () => {
  test.each([
    ["without access to its repository", null, [{ type: "NOT_FOUND", path: ["organisation"], message: "x" }]],
    ["in an empty repository", { defaultBranchRef: null }, []],
    ["in a repository without the file", organisationNode(null), []],
    ["where a folder has its name", organisationNode({}), []],
    [
      "where GitHub calls the missing file a fault",
      organisationNode(null),
      [{ type: "NOT_FOUND", path: ["organisation", "defaultBranchRef", "target", "file"], message: "x" }],
    ],
  ])("is not there %s", async (_, node, errors) => {
    expect(await organisation(node, errors).read()).toBeNull();
  });

  test("that is empty is there", async () => {
    const blob = { oid: sha.blob, byteSize: 0, isTruncated: false, text: "" };
    expect(await organisation(organisationNode(blob)).read()).toEqual({
      text: "",
      path: "sekisho.yml",
      commit: sha.organisation,
      repository: "policies",
    });
  });

  test("that GraphQL cuts is fetched whole", async () => {
    const all = organisation(organisationNode(long));
    const content = Buffer.from("mode: advise # 長い").toString("base64");
    all.scope.get(blobPath).reply(200, { content, encoding: "base64" });
    expect(await all.read()).toMatchObject({ text: "mode: advise # 長い" });
  });

  test("that is binary is fetched, so that it is seen to be broken and not to be missing", async () => {
    const all = organisation(organisationNode({ ...long, isTruncated: false, text: null }));
    all.scope
      .get(blobPath)
      .reply(200, { content: Buffer.from([0, 255]).toString("base64"), encoding: "base64" });
    expect((await all.read())?.text).toBe("\u0000\ufffd");
  });

  test("that is far too large is an error that says so", async () => {
    const all = organisation(organisationNode({ ...long, byteSize: 5_000_000 }));
    await expect(all.read()).rejects.toMatchObject({
      code: "invalid",
      message: "sekisho.yml of acme/policies is larger than 4194304 bytes. Make it smaller.",
    });
  });
});
