/**
 * How much memory an engine may have, in pages of 64 KiB. It is written into the module when that is built, and Go's
 * collector is told nine tenths of it, so that garbage is collected before the maximum stops a call that needs less.
 */
export const engineMemoryPagesMax: Readonly<Record<string, number>> = {
  /** 512 MiB: the engine alone takes 60, and compiling some hundred rules with their tests a multiple of that. */
  opa: 8_192,
  /** 256 MiB: a root of ten thousand lines takes about 100, and every review worker has an engine of its own. */
  terraform: 4_096,
  /** 256 MiB: the engine alone takes about 40, and a chart of some hundred templates as much again. */
  helm: 4_096,
  /** 256 MiB: the engine alone takes about 60, and custom resource definitions some forty times their text; bundles of 4 MB fit. */
  kustomize: 4_096,
};

/** Engines that a review worker asks for when it needs them. */
export type ReviewEngine = "terraform" | "helm" | "kustomize" | "opa";
