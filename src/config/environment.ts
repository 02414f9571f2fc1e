import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

/** What the process was started with. Nothing else reads environment variables. */
export interface RuntimeEnvironment {
  /** Where compiled policies are kept between runs; absolute. */
  readonly cacheDirectory: string;
  /** `auto`: colour where the output is a terminal. */
  readonly colour: "always" | "never" | "auto";
  /** A build server: no progress, no questions. */
  readonly continuousIntegration: boolean;
  /** Width that the shell has set, in characters. */
  readonly columns: number | null;
  /** Where the caller stands: relative paths are meant from there. */
  readonly callerFolder: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads `SEKISHO_CACHE_DIR`, `XDG_CACHE_HOME`, `NO_COLOR`, `FORCE_COLOR`, `CI`, `COLUMNS`, and npm's `INIT_CWD`. */
export function readRuntimeEnvironment(variables: Variables = process.env): RuntimeEnvironment {
  return {
    cacheDirectory: cacheDirectory(variables),
    colour: colour(variables),
    continuousIntegration: isOn(variables["CI"]),
    columns: columns(variables["COLUMNS"]),
    callerFolder: callerFolder(variables),
  };
}

/** Where programs are looked for, whatever else is wrong with the environment. */
export function readSearchPath(variables: Variables = process.env): string {
  const path = variables["PATH"] ?? "";
  return path === "" ? "/usr/local/bin:/usr/bin:/bin" : path;
}

/** `npm run` starts scripts in the package's folder, and tells in INIT_CWD where it was called. */
function callerFolder(variables: Variables): string {
  const called = variables["INIT_CWD"];
  const throughNpm = variables["npm_lifecycle_event"] === "sekisho";
  return throughNpm && called !== undefined && called !== "" ? called : process.cwd();
}

function cacheDirectory(variables: Variables): string {
  const own = variables["SEKISHO_CACHE_DIR"];
  if (own !== undefined && own !== "") return resolve(own);
  const shared = variables["XDG_CACHE_HOME"];
  // The XDG Base Directory Specification says that a relative path is to be ignored.
  const base = shared !== undefined && isAbsolute(shared) ? shared : join(homedir(), ".cache");
  return join(base, "sekisho");
}

/** https://no-color.org and https://force-color.org: set and not empty counts, whatever the value. */
function colour(variables: Variables): RuntimeEnvironment["colour"] {
  if ((variables["NO_COLOR"] ?? "") !== "") return "never";
  const forced = variables["FORCE_COLOR"] ?? "";
  if (forced === "0" || forced === "false") return "never";
  return forced === "" ? "auto" : "always";
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0" && value !== "false";
}

function columns(value: string | undefined): number | null {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : null;
}
