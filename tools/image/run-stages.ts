import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Stage, Step } from "./dockerfile.ts";

export interface RunOptions {
  readonly stages: readonly Stage[];
  /** The folder of the Dockerfile, as the builder would be sent it. */
  readonly context: string;
  /** Each stage gets a folder in it, which stands for the root of its file system. */
  readonly folder: string;
  /** The environment of every step. */
  readonly environment: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
}

export interface Image {
  /** Stands for `/` of the last stage. */
  readonly root: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  /** Steps that change the system itself and were not run. */
  readonly skipped: readonly string[];
}

/**
 * Runs the steps of all stages, each in its own folder. What a stage installs into the system cannot be run without a
 * container: such steps are the last stage's, and are named in the outcome.
 */
export function runStages(options: RunOptions): Image {
  const { stages, folder } = options;
  const roots = new Map<string, string>();
  const image = {
    root: "",
    variables: {},
    entrypoint: [] as readonly string[],
    cmd: [] as readonly string[],
  };
  const skipped: string[] = [];
  stages.forEach((stage, index) => {
    const root = join(folder, stage.name ?? "image");
    mkdirSync(root);
    const last = index === stages.length - 1;
    let directory = "/";
    for (const step of stage.steps) {
      if (step.kind === "workdir") {
        directory = resolve(directory, step.path);
        mkdirSync(join(root, directory), { recursive: true });
      } else if (step.kind === "copy") copy(step, join(root, directory), root, roots, options);
      else if (step.kind === "run" && last) skipped.push(step.command);
      else if (step.kind === "run") run(step, join(root, directory), options);
      else if (step.kind === "env") Object.assign(image.variables, step.variables);
      else if (step.kind === "entrypoint" || step.kind === "cmd") image[step.kind] = step.words;
    }
    if (stage.name !== null) roots.set(stage.name, root);
    image.root = root;
  });
  return {
    root: image.root,
    variables: image.variables,
    words: [...image.entrypoint, ...image.cmd],
    skipped,
  };
}

type Copy = Extract<Step, { readonly kind: "copy" }>;

/** A folder's contents are copied, a file goes into a target that ends with a slash, or takes its name. */
function copy(
  step: Copy,
  directory: string,
  root: string,
  roots: ReadonlyMap<string, string>,
  { context, say }: RunOptions,
): void {
  const origin = step.from === null ? context : roots.get(step.from);
  if (origin === undefined) throw new Error(`Dockerfile:${step.line}: there is no stage ${step.from}.`);
  const into = step.target.startsWith("/") ? join(root, step.target) : join(directory, step.target);
  const found = step.sources.flatMap((source) => globSync(source.replace(/^\//, ""), { cwd: origin }));
  if (found.length < step.sources.length)
    throw new Error(`Dockerfile:${step.line}: not all of ${step.sources.join(" ")} is there.`);
  for (const path of found) {
    const source = join(origin, path);
    const target =
      statSync(source).isDirectory() || !step.target.endsWith("/") ? into : join(into, basename(path));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(source, target, { recursive: true, verbatimSymlinks: true });
  }
  say(`COPY ${step.sources.join(" ")} → ${step.target}`);
}

function run(
  { line, command }: Extract<Step, { readonly kind: "run" }>,
  directory: string,
  options: RunOptions,
): void {
  if (/(?:^|[\s=:])\/(?!\/)/.test(command))
    throw new Error(`Dockerfile:${line}: RUN names an absolute path, which is only there in a container.`);
  options.say(`RUN ${command}`);
  const { status, error } = spawnSync("sh", ["-c", command], {
    cwd: directory,
    env: options.environment,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`Dockerfile:${line}: the step ended with ${status}.`);
}
