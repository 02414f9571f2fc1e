import { type SpawnSyncReturns, spawnSync } from "node:child_process";

/** What the build needs of Go; tests give another one. */
export interface GoToolchain {
  /** `go1.26.8`, or `null` where Go is not installed. */
  version(folder: string): string | null;
  /** Builds the main package of a folder. Throws with Go's message where it does not compile, or {@link ModulesUnreachable}. */
  build(folder: string, output: string): void;
  /** `path@version` of each module that the build uses, with repetitions. */
  modules(folder: string): readonly string[];
  readonly command: string;
}

/** Modules that this machine does not have could not be fetched, which says nothing about the source. */
export class ModulesUnreachable extends Error {}

/** What Go says of a network, and never of code or of a module with another sum. */
const networkProblem =
  /dial tcp|no such host|i\/o timeout|connection (?:reset|refused)|TLS handshake timeout|Client\.Timeout|: unexpected EOF|: 50[234] |disabled by GOPROXY=off/;

const buildArguments = ["build", "-buildmode=c-shared", "-trimpath", "-buildvcs=false", "-ldflags=-s -w"];
const target = { GOOS: "wasip1", GOARCH: "wasm", GOFLAGS: "-mod=readonly" };
/** Everything else that Go takes from outside and that would change the bytes, or fetch another toolchain. */
const isolation = { GOTOOLCHAIN: "local", GOWORK: "off", GOWASM: "", GOEXPERIMENT: "", CGO_ENABLED: "0" };
const outputBytesMax = 64 * 1024 * 1024;

export const installedGo: GoToolchain = {
  version: (folder) => {
    const result = run(folder, ["env", "GOVERSION"]);
    return result.status === 0 ? result.stdout.trim() : null;
  },
  build: (folder, output) => {
    checked(folder, [...buildArguments, "-o", output, "."]);
  },
  modules: (folder) =>
    checked(folder, ["list", "-deps", "-f", "{{with .Module}}{{.Path}}@{{.Version}}{{end}}", "."]).split(
      "\n",
    ),
  command: [
    ...Object.entries(target).map(([key, value]) => `${key}=${value}`),
    "go",
    ...buildArguments,
    ".",
  ].join(" "),
};

function run(folder: string, words: readonly string[]): SpawnSyncReturns<string> {
  const env = { ...process.env, ...target, ...isolation };
  return spawnSync("go", words, { cwd: folder, env, encoding: "utf8", maxBuffer: outputBytesMax });
}

function checked(folder: string, words: readonly string[]): string {
  const result = run(folder, words);
  if (result.error) throw result.error;
  if (result.status === 0) return result.stdout;
  const said = `go ${words[0]} failed in ${folder}:\n${result.stderr}`;
  throw networkProblem.test(result.stderr) ? new ModulesUnreachable(said) : new Error(said);
}
