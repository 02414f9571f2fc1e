import { createMirrors, type Want } from "../../../../src/git/index.ts";
import { token } from "../estate.ts";

interface Order {
  readonly folder: string;
  readonly url: string;
  readonly want: Want;
}

/** Fetches the same pull request again and again into different mirrors, until somebody kills it. */
const { folder, url, want }: Order = JSON.parse(process.env["FETCHING"] ?? "");
const mirrors = await createMirrors({
  folder,
  bytesMax: 1e9,
  git: { searchPath: "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin" },
  now: () => new Date(),
});
process.send?.("begun");
for (let repositoryId = 7; ; repositoryId += 1) {
  const snapshot = await mirrors.fetch({ repositoryId, url, token: async () => token }, want);
  await snapshot.head.read(["a.yaml", "c.yaml"]);
  snapshot.close();
}
