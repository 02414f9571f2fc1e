import type { HelmReleaseRule } from "../model/configuration.ts";
import type { Diagnostic, NotEvaluated } from "../model/diagnostic.ts";
import { digestOf } from "../model/digest.ts";
import { fileLocation } from "../model/location.ts";
import type { Resource } from "../model/resource.ts";
import { mainFile, type Root, rootKey } from "../model/root.ts";
import { type Definition, definitionsOfFile, definitionsOfResources } from "./argocd/definition.ts";
import { followDefinition } from "./argocd/follow.ts";
import { readDefining, searchDefinitions } from "./argocd/search.ts";
import type { Templating } from "./argocd/templating.ts";
import { followHelmfiles, isHelmfilePath } from "./helmfile/follow.ts";
import { type Installation, installedRoots } from "./installations.ts";
import { joined } from "./paths.ts";
import { configuredReleases } from "./releases.ts";
import type { Structure } from "./structure.ts";
import { terraformReleases } from "./terraform-releases.ts";

export interface AppliedSearch {
  readonly structure: Structure;
  readonly releases: readonly HelmReleaseRule[];
  /** The branch that the change goes to, where it is known. */
  readonly branch: string | null;
  /** Reads a root, for what it defines itself. */
  readonly render: (root: Root) => Promise<readonly Resource[]>;
  readonly templating: Templating;
  /** The Terraform roots that read one of these files. */
  readonly terraformRoots: (paths: ReadonlySet<string>) => Promise<readonly Root[]>;
}

/** Charts, kustomizations and folders of one tree that somebody applies. */
export interface AppliedRoots {
  readonly roots: readonly Root[];
  /** Charts with their own values that something here installs otherwise: roots only where the other side has them. */
  readonly standIns: readonly Root[];
  /** Files that one of these reads, or that belong to one: no plain manifests. */
  readonly taken: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/** An Application that a chart renders may lead to a chart that renders Applications, and so on: nobody nests deeper. */
export const rootDepthMax = 5;
/** Installations of one repository: a large estate has some hundred, and each is rendered. */
export const installationsMax = 2_000;

/**
 * Finds everything of a tree that is applied as something else than it stands: releases of the configuration, Argo CD's
 * Applications and sets of them, kustomizations that no other builds on, and charts with their own values where nothing
 * installs them. What these render may define more, so this goes on until nothing new is found.
 */
export async function findAppliedRoots(search: AppliedSearch): Promise<AppliedRoots> {
  const { structure } = search;
  const { charts, kustomizations } = structure;
  const parts = kustomizations.parts();
  const isRendered = (path: string): boolean => parts.has(path) || charts.ownerOf(path) !== null;
  const state = new Applied(search);
  state.add({
    installations: configuredReleases(search.releases, structure),
    diagnostics: [],
    notEvaluated: [],
  });
  state.add(await followHelmfiles(structure, search.templating));
  state.add(await terraformReleases(search));
  await state.follow(await searchDefinitions(structure, isRendered));
  await state.followRendered();
  return state.result(parts);
}

interface Pending {
  readonly root: Root;
  readonly depth: number;
}

/** What was found until now. Definitions are followed once; a root is rendered once. */
class Applied {
  readonly #search: AppliedSearch;
  readonly #installations: Installation[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  readonly #notEvaluated: NotEvaluated[] = [];
  readonly #rendered = new Set<string>();
  /** As they would be with nothing else to say how they are applied. */
  readonly #leafRoots: readonly Root[];
  readonly #chartRoots: readonly Root[];

  constructor(search: AppliedSearch) {
    this.#search = search;
    const { charts, kustomizations } = search.structure;
    this.#leafRoots = kustomizations
      .leaves()
      .map((folder) => plainRoot("kustomization", folder, kustomizations.filesOf(folder)));
    this.#chartRoots = charts
      .outermost()
      .filter(({ isLibrary }) => !isLibrary)
      .map(({ folder }) => plainRoot("chart", folder, charts.filesOf(folder)));
  }

  add(found: Awaited<ReturnType<typeof followDefinition>>): void {
    const room = installationsMax - this.#installations.length;
    for (const one of found.installations.slice(0, room)) this.#installations.push(one);
    this.#diagnostics.push(...found.diagnostics);
    this.#notEvaluated.push(...found.notEvaluated);
    const [beyond] = found.installations.slice(room);
    if (beyond !== undefined) this.#diagnostics.push(limit("installationsMax", installationsMax, beyond));
  }

  async follow(definitions: readonly Definition[]): Promise<void> {
    const { structure, branch, templating } = this.#search;
    for (const definition of definitions) {
      this.add(await followDefinition(definition, structure, { branch, templating }));
    }
  }

  /** What something installs comes first: only then is known what nothing does. */
  async followRendered(): Promise<void> {
    while ((await this.#followAll(this.#installedAnew())) || (await this.#followFirst(this.#alone())));
  }

  result(parts: ReadonlySet<string>): AppliedRoots {
    const { structure } = this.#search;
    const installed = this.#installed().map(([, root]) => root);
    const { alone, standIns } = this.#charts();
    const roots = [...installed, ...this.#leaves(), ...alone].toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const helmfiles = [...structure.tree.entries.keys()].filter(isHelmfilePath);
    const folders = roots.flatMap(({ kind, files }) => (kind === "manifests" ? files : []));
    const taken = new Set([...parts, ...helmfiles, ...folders]);
    return {
      roots,
      standIns,
      taken,
      diagnostics: this.#diagnostics,
      notEvaluated: [...this.#notEvaluated, ...notApplied(structure, roots)],
    };
  }

  #installedAnew(): readonly Pending[] {
    return this.#installed().map(([{ depth }, root]) => ({ root, depth }));
  }

  #alone(): readonly Pending[] {
    return [...this.#leaves(), ...this.#charts().alone].map((root) => ({ root, depth: 0 }));
  }

  async #followAll(pending: readonly Pending[]): Promise<boolean> {
    let followed = false;
    for (const one of pending) followed = (await this.#followOnce(one)) || followed;
    return followed;
  }

  /** What the first one that defines something installs is no more alone. */
  async #followFirst(pending: readonly Pending[]): Promise<boolean> {
    for (const one of pending) if (await this.#followOnce(one)) return true;
    return false;
  }

  /** Whether there was something to follow. */
  async #followOnce({ root, depth }: Pending): Promise<boolean> {
    if (root.kind === "manifests" || this.#rendered.has(root.key)) return false;
    this.#rendered.add(root.key);
    return this.#render(root, depth);
  }

  async #render(root: Root, depth: number): Promise<boolean> {
    const { charts, kustomizations } = this.#search.structure;
    // The file that defines this root is not what it renders.
    const files = root.kind === "chart" ? charts.filesOf(root.path) : kustomizations.filesOf(root.path);
    const contents = await readDefining(this.#search.structure, files);
    if (contents.size === 0) return false;
    if (depth >= rootDepthMax) {
      this.#diagnostics.push(limit("rootDepthMax", rootDepthMax, root));
      return false;
    }
    const place = { origin: root.path, files: root.files, depth: depth + 1 };
    const found = definitionsOfResources(await this.#search.render(root), place);
    // A kustomization that cannot be built says so itself. Its Applications are followed as they stand.
    const plain = [...contents].flatMap(([path, bytes]) => definitionsOfFile(path, bytes));
    await this.follow(
      found.length > 0 || root.kind === "chart" ? found : plain.map((one) => ({ ...one, ...place })),
    );
    return true;
  }

  #installed(): readonly (readonly [Installation, Root])[] {
    return installedRoots(this.#installations, this.#search.structure);
  }

  #leaves(): readonly Root[] {
    const installed = this.#paths("kustomization");
    return this.#leafRoots.filter(({ path }) => !installed.has(path));
  }

  /** A chart that another calls by its folder is installed with that one. */
  #charts(): { readonly alone: readonly Root[]; readonly standIns: readonly Root[] } {
    const installed = this.#paths("chart");
    for (const { fileDependencies } of this.#search.structure.charts.outermost()) {
      for (const each of fileDependencies) installed.add(each);
    }
    return {
      alone: this.#chartRoots.filter(({ path }) => !installed.has(path)),
      standIns: this.#chartRoots.filter(({ path }) => installed.has(path)),
    };
  }

  #paths(kind: Installation["kind"]): Set<string> {
    return new Set(this.#installations.flatMap((one) => (one.kind === kind ? [one.path] : [])));
  }
}

function plainRoot(kind: "chart" | "kustomization", path: string, files: readonly string[]): Root {
  return { key: rootKey(kind, path), kind, path, variant: null, files };
}

/** Components and library charts that none of the roots reads. */
function notApplied({ charts, kustomizations }: Structure, roots: readonly Root[]): readonly NotEvaluated[] {
  const read = new Set(roots.flatMap(({ files }) => files));
  const unread = (files: readonly string[]) => !files.some((path) => read.has(path));
  return [
    ...kustomizations
      .unusedComponents()
      .filter((folder) => unread(kustomizations.ownFiles(folder)))
      .map((path): NotEvaluated => ({ path, reason: "not-applied", detail: "Kustomize component" })),
    ...charts
      .outermost()
      .filter(({ folder, isLibrary }) => isLibrary && unread([joined(folder, "Chart.yaml")]))
      .map(
        ({ folder }): NotEvaluated => ({ path: folder, reason: "not-applied", detail: "Helm library chart" }),
      ),
  ];
}

function limit(name: string, maximum: number, where: Root | Installation): Diagnostic {
  const path = "files" in where && "key" in where ? mainFile(where) : (where.definedBy?.path ?? where.path);
  return {
    kind: "not-read",
    messageId: "limit_exceeded",
    arguments: { path: where.path, limit: name, maximum },
    subject: `${where.path}/${name}`,
    digest: digestOf([name, where.path]),
    location: fileLocation(path),
  };
}
