import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { loadEngine } from "../../../engines/engine-loader.ts";
import { createEngine } from "../../../engines/instance.ts";
import type { Resource } from "../../../model/resource.ts";
import type { HelmRendering, Root } from "../../../model/root.ts";
import { type HelmReading, readHelm } from "../index.ts";

const distDir = resolve(import.meta.dirname, "../../../../engines/dist");
export const helmModule = await loadEngine("helm", { distDir, cacheDir: null });
export const helmEngine = createEngine(helmModule);

export const chartFile = "apiVersion: v2\nname: small\nversion: 0.1.0\n";

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Files by their path in the tree; the chart stands in `chart`. */
export function read(
  files: Files,
  rendering: Partial<HelmRendering> = {},
  more: Partial<Root> = {},
): HelmReading {
  const whole: Files = { "chart/Chart.yaml": chartFile, ...files };
  const root: Root = {
    key: "chart:chart",
    kind: "chart",
    path: "chart",
    variant: null,
    files: Object.keys(whole).toSorted(),
    rendering: {
      ...{ kind: "helm", releaseName: "rel", values: [], set: [], skipCrds: false, apiVersions: [] },
      ...rendering,
    },
    ...more,
  };
  const bytes = Object.entries(whole).map(([path, text]): [string, Uint8Array] => [path, Buffer.from(text)]);
  return readHelm(helmEngine, {
    root,
    files: new Map(bytes),
    kubernetesVersion: "1.33",
    defaultNamespace: "",
  });
}

/** A chart of fixtures/charts, as if it stood in `chart`. */
export function fixture(name: string): Record<string, Uint8Array> {
  const folder = resolve(import.meta.dirname, "../../../../fixtures/charts", name);
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name: file }) => join(parentPath, file))
      .map((path) => [`chart/${relative(folder, path)}`, readFileSync(path)]),
  );
}

export function only({ resources }: HelmReading, address: string): Resource {
  const [found, ...others] = resources.filter((resource) => resource.address === address);
  if (found === undefined || others.length > 0) {
    throw new Error(`${address} is not one of ${resources.map((resource) => resource.address).join(", ")}`);
  }
  return found;
}

/** `values.yaml:3 <- templates/a.yaml:7`, with `~` for what is not exact. */
export function placeOf(resource: Resource, path: readonly (string | number)[]): string {
  const { path: file, startLine, endLine, origin } = resource.locate(path);
  const lines = startLine === endLine ? String(startLine) : `${startLine}-${endLine}`;
  const place = `${file.replace(/^chart\//, "")}:${lines}`;
  if (origin === undefined) return place;
  return `${place} <-${origin.exact ? "" : "~"} ${origin.path.replace(/^chart\//, "")}:${origin.line}`;
}
