import fs from "node:fs";
import { type TemporaryRepository, temporaryRepository } from "../../src/git/temporary-repository.ts";

function deployment(memory: string): string {
  return [
    "apiVersion: apps/v1",
    "kind: Deployment",
    "metadata: { name: api, namespace: shop }",
    "spec:",
    "  replicas: 2",
    "  selector: { matchLabels: { app: api } }",
    "  template:",
    "    metadata: { labels: { app: api } }",
    "    spec:",
    "      containers:",
    `        - { name: api, image: "example.com/api:1.2.3", resources: { limits: { memory: ${memory} } } }`,
    "",
  ].join("\n");
}

const hostDoor = `apiVersion: v1
kind: Pod
metadata: { name: door, namespace: shop }
spec:
  hostNetwork: true
  containers: [{ name: door, image: "example.com/door:1", securityContext: { privileged: true } }]
`;

/** A small history in which every kind of commit stands that a backtest has to live with. Oldest first. */
export function oddHistory(): TemporaryRepository {
  const made = temporaryRepository();
  made.write("k8s/prod/api.yaml", deployment("1Gi"));
  made.commit("Begin");
  merge(made, "Merge pull request #1 from shop/pod\n\nAdd a door", () =>
    made.write("k8s/prod/door.yaml", hostDoor),
  );
  made.commit("An empty commit (#2)");
  merge(made, "Merge pull request #3 from shop/nothing\n\nChange nothing", () => made.commit("nothing"));
  octopus(made);
  made.write("k8s/prod/api.yaml", deployment("2Gi"));
  made.commit("More memory (#5)");
  oddEntries(made);
  manyRenames(made);
  unrelated(made);
  return made;
}

/** A branch of one commit, merged. */
function merge(made: TemporaryRepository, message: string, change: () => void): void {
  made.git("checkout", "--quiet", "-b", "side");
  change();
  made.commit("Work");
  made.git("checkout", "--quiet", "main");
  made.git("merge", "--quiet", "--no-ff", "--message", message, "side");
  made.git("branch", "--delete", "--force", "side");
}

function octopus(made: TemporaryRepository): void {
  for (const name of ["one", "two"]) {
    made.git("checkout", "--quiet", "-b", name, "main");
    made.write(
      `k8s/prod/${name}.yaml`,
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\n`,
    );
    made.commit(`Work on ${name}`);
  }
  made.git("checkout", "--quiet", "main");
  made.git("merge", "--quiet", "--no-ff", "--message", "Merge branches 'one' and 'two' (#4)", "one", "two");
}

/** A submodule that comes and goes, a link, and a path that is not UTF-8. */
function oddEntries(made: TemporaryRepository): void {
  const commit = made.git("rev-parse", "HEAD");
  made.git("update-index", "--add", "--cacheinfo", `160000,${commit},modules/gone`);
  fs.symlinkSync("api.yaml", `${made.path}/k8s/prod/link.yaml`);
  fs.writeFileSync(
    Buffer.concat([Buffer.from(`${made.path}/k8s/prod/`), Buffer.from([0xff]), Buffer.from(".yaml")]),
    "a: 1\n",
  );
  made.git("add", "k8s");
  made.git("commit", "--quiet", "--message", "A submodule, a link and a name that is no text (#6)");
  made.git("rm", "--quiet", "--cached", "modules/gone");
  made.git("commit", "--quiet", "--message", "Without the submodule (#7)");
}

function manyRenames(made: TemporaryRepository): void {
  for (let index = 0; index < 300; index += 1) made.write(`notes/${index}.md`, `Note ${index}\n`);
  made.commit("Notes (#8)");
  made.git("mv", "notes", "texts");
  made.commit("Rename all notes (#9)");
}

/** A merge of a history that began somewhere else. */
function unrelated(made: TemporaryRepository): void {
  made.git("checkout", "--quiet", "--orphan", "other");
  made.git("rm", "--quiet", "-r", "--force", ".");
  made.write("other/readme.md", "Another beginning\n");
  made.commit("Another beginning");
  made.git("checkout", "--quiet", "--force", "main");
  made.git(
    "merge",
    "--quiet",
    "--no-ff",
    "--allow-unrelated-histories",
    "--message",
    "Merge another history (#10)",
    "other",
  );
}
