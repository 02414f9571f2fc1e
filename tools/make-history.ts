/**
 * `node tools/make-history.ts FOLDER [--merges N] [--estate] [--seed N]`: a repository whose history is made of the 120
 * pull requests of a public estate (../shared/corpora), to be judged by `sekisho backtest --repo FOLDER --only merges`.
 * Each is a commit that brings the state before it, and a merge of what it changed. With `--estate` they are laid over
 * the whole estate, and with more merges than pull requests they come again, with other values.
 */
import { parseArgs } from "node:util";
import { corporaArePresent } from "./corpora/unpack.ts";
import { writeHistory } from "./history/write.ts";

const { values, positionals } = parseArgs({
  options: {
    merges: { type: "string", default: "120" },
    estate: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
  },
  allowPositionals: true,
});
const [folder] = positionals;
if (folder === undefined || !corporaArePresent()) {
  console.error("Name a folder that is not there yet; the corpora have to be in ../shared/corpora.");
  process.exitCode = 2;
} else {
  await writeHistory(folder, {
    merges: Number(values.merges),
    estate: values.estate,
    seed: Number(values.seed),
  });
}
