import type { EvaluationDigests, PackedInput } from "../../app/evaluation/recording/recording.ts";
import type { Route } from "../../model/decision.ts";
import type { KeptPolicySet } from "../kept-policy-sets.ts";

export const replayFormat = "sekisho-replay/1";

/** A part that is kept by itself, compressed (zstd): `blob` is the SHA-256 of the bytes that are kept. */
export interface KeptPart {
  readonly blob: string;
  /** Of what it holds, and how long that is. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A tree that was compared, by its name and its commit; `null`: it is a folder. */
export interface CaseTree {
  readonly label: string;
  readonly commit: string | null;
}

/** What a decision is about, as far as it was known where it was made. */
export interface CaseSubject {
  readonly repository: { readonly id: number | null; readonly name: string } | null;
  /** Of the pull request. */
  readonly number: number | null;
  readonly base: CaseTree | null;
  readonly head: CaseTree;
  readonly tip: CaseTree | null;
  readonly mergeBase: string | null;
  /** Deliveries that the visit had heard when it decided. */
  readonly deliveries: readonly string[];
}

/**
 * Everything that a decision can be made from again, without a repository, a network, a clock or a secret. It is kept as
 * RFC 8785 of these fields and known by its SHA-256; whatever is large is a blob that it names.
 */
export interface ReplayCase {
  readonly format: typeof replayFormat;
  readonly subject: CaseSubject;
  /** Versions of what judged: the program, Node, and each engine by the SHA-256 of its module. */
  readonly program: string;
  readonly node: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly policies: {
    /** Digest of everything in force. */
    readonly inForce: string;
    readonly shipped: KeptPolicySet;
    /** What an organisation adds; `null`: nothing. */
    readonly sources: KeptPart | null;
    /** `data` of the shipped rules. */
    readonly data: KeptPart;
  };
  /** Digest as decisions name it, and the whole of it. */
  readonly configuration: { readonly digest: string; readonly whole: KeptPart };
  /** Digests of what else stood: exceptions, and the teams that the author was in. */
  readonly waivers: string;
  readonly authorTeams: string;
  /** The date that was injected, and the instant that it is the local date of. */
  readonly today: string;
  readonly evaluatedAt: string;
  readonly limits: Readonly<Record<string, number>>;
  /** What the worker was given, besides trees, rules and configuration. */
  readonly task: KeptPart;
  /** Roots, files with git's ids, calls, places and the rest of an evaluation. */
  readonly trace: KeptPart;
  /** What policies were asked, byte for byte. */
  readonly packs: readonly KeptPart[];
  readonly inputs: readonly PackedInput[];
  readonly digests: EvaluationDigests & { readonly riskDigest: string };
  readonly route: Route;
  /** What was shown: the blob that the decision names, and the digest of its bytes. */
  readonly report: string;
}

/** Every blob that a case needs, itself excepted. */
export function blobsOfCase({
  policies,
  configuration,
  task,
  trace,
  packs,
  report,
}: ReplayCase): readonly string[] {
  const { shipped, sources, data } = policies;
  const parts = [data, configuration.whole, task, trace, ...packs, ...(sources === null ? [] : [sources])];
  return [shipped.compiled, shipped.catalogue, ...parts.map(({ blob }) => blob), report];
}
