import type { Engine } from "../../../engines/engine.ts";
import type { ResourceChange } from "../../../model/change.ts";
import type { Decision } from "../../../model/decision.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import { sha256Hex } from "../../../model/digest.ts";
import type { Finding } from "../../../model/finding.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Location } from "../../../model/location.ts";
import type { Attribution } from "../../../model/resource.ts";
import { mainFile, type Root } from "../../../model/root.ts";
import type { MovedIdentity } from "../../../policy/baseline/index.ts";
import type { ForeignSubject } from "../../../policy/foreign/subject.ts";
import type { RootInput } from "../../../policy/input.ts";
import type { JudgedFinding } from "../../../policy/judged-finding.ts";
import type { PlannedRoot } from "../../../resources/terraform-plan/index.ts";
import type { Loaded } from "../loaded.ts";
import { parametersOf } from "../parameters.ts";
import type { BothSuppressions } from "../suppressions/index.ts";
import type { EvaluationTask } from "../task.ts";
import { listeningEngine } from "./listening-engine.ts";
import { InputPacks } from "./packs.ts";
import type { EvaluationRecording } from "./recording.ts";
import { type RecordedSubjects, recordedSubjects } from "./subjects.ts";
import { changesOf, readOf } from "./told.ts";
import type {
  EvaluationTrace,
  Phase,
  RecordedJudging,
  RecordedPlans,
  RecordedQuery,
  RecordedReturns,
  RecordedRouting,
} from "./trace.ts";
import { VerdictRecorder } from "./verdict.ts";

/** Rows of what is judged, while it is judged. */
interface Judging extends Omit<RecordedJudging, "verdicts" | "foreign"> {
  readonly verdicts: VerdictRecorder[];
  foreign: RecordedSubjects | null;
}

/** What the routing of a change rests on; an index stands for each attribution. */
export type RoutingRecord = Omit<RecordedRouting, "attribution" | "changes"> & {
  readonly attribution: Attribution;
  readonly changes: readonly (Omit<RecordedRouting["changes"][number], "attribution"> & {
    readonly attribution: Attribution;
  })[];
};

type PlannedNames = ReadonlyMap<string, Pick<PlannedRoot, "aliases" | "spokenOf" | "unwritten">>;

/** Keeps what an evaluation is made of while it runs. It changes nothing of it, and reads nothing twice. */
export class EvaluationRecorder {
  readonly #task: EvaluationTask;
  readonly #judgings: Judging[] = [];
  readonly #inputs = new InputPacks();
  readonly #attributions = new Map<string, number>();
  readonly #known = new WeakMap<Attribution, number>();
  readonly #queries: RecordedQuery[] = [];
  readonly #digests = { judged: "", settled: "" };
  #relocated: (readonly [number, Location])[] = [];
  #foreignFailures: readonly Diagnostic[] | null = null;
  #moved: readonly MovedIdentity[] = [];
  #planned: RecordedPlans | null = null;
  #suppressions: EvaluationTrace["suppressions"] = [];
  #returns: RecordedReturns | null = null;
  #routing: RecordedRouting | null = null;

  constructor(task: EvaluationTask) {
    this.#task = task;
  }

  /** One side of a root is about to be judged. */
  judging(phase: Phase, { side, root }: Pick<RootInput, "side" | "root">): (by: string) => VerdictRecorder {
    const { key, kind, path } = root;
    const judging: Judging = {
      ...{ phase, side, root: { key, kind, path }, main: mainFile(root) },
      verdicts: [],
      foreign: null,
    };
    this.#judgings.push(judging);
    return (by) => {
      const verdict = new VerdictRecorder(by, {
        input: (bytes) => this.#keep(bytes),
        attribution: (attribution) => this.#indexOf(attribution),
      });
      judging.verdicts.push(verdict);
      return verdict;
    };
  }

  /** Policies of other tools are about to be asked about what was just judged: the same subjects, listened to. */
  foreign(
    root: Root,
    subjects: readonly ForeignSubject[],
    inventory: () => JsonObject,
  ): Pick<RecordedSubjects, "subjects" | "inventory"> {
    const recorded = recordedSubjects(root, subjects, inventory);
    const last = this.#judgings.at(-1);
    if (last === undefined)
      throw new TypeError(`nothing of ${root.key} was judged before its policies were asked`);
    last.foreign = recorded;
    return recorded;
  }

  /** The same engine, listened to. */
  engine(engine: Engine): Engine {
    return listeningEngine(engine, (input, output) => {
      this.#queries.push({ input: this.#keep(input), output: Buffer.from(output).toString("utf8") });
    });
  }

  foreignFailures(diagnostics: readonly Diagnostic[]): void {
    this.#foreignFailures = diagnostics;
  }

  judged(both: { readonly base: readonly JudgedFinding[]; readonly head: readonly JudgedFinding[] }): void {
    this.#digests.judged = sha256Hex(JSON.stringify([both.base, both.head]));
  }

  relocated(before: readonly JudgedFinding[], after: readonly JudgedFinding[]): void {
    this.#relocated = after.flatMap(({ location }, index) =>
      before[index]?.location === location ? [] : [[index, location] as const],
    );
  }

  compared(
    moved: readonly MovedIdentity[],
    plans: { moved: readonly MovedIdentity[]; names: PlannedNames } | null,
  ) {
    this.#moved = moved;
    if (plans === null) return;
    const roots = [...plans.names].map(([key, { aliases, spokenOf, unwritten }]) => ({
      key,
      aliases: [...aliases],
      spokenOf: [...spokenOf],
      unwritten: [...unwritten],
    }));
    this.#planned = { moved: plans.moved, roots };
  }

  settled(suppressions: readonly BothSuppressions[], findings: readonly Finding[]): void {
    this.#suppressions = suppressions.map(({ settled }) => settled);
    this.#digests.settled = sha256Hex(JSON.stringify(findings));
  }

  returns(returns: RecordedReturns): void {
    this.#returns = returns;
  }

  routing({ input, attribution, changes }: RoutingRecord): void {
    this.#routing = {
      input,
      attribution: this.#indexOf(attribution),
      changes: changes.map((change) => ({ ...change, attribution: this.#indexOf(change.attribution) })),
    };
  }

  /** What it all came to. */
  finish(
    { findings, decision }: { readonly findings: readonly Finding[]; readonly decision: Decision },
    changes: readonly ResourceChange[],
    loaded: Loaded,
  ): EvaluationRecording {
    const trace: EvaluationTrace = {
      version: 1,
      judgings: this.#judgings.map(({ verdicts, foreign, ...judging }) => ({
        ...judging,
        verdicts: verdicts.map((verdict) => verdict.recorded()),
        foreign: foreign?.recorded((attribution) => this.#indexOf(attribution)) ?? null,
      })),
      queries: this.#queries,
      relocated: this.#relocated,
      foreignFailures: this.#foreignFailures,
      moved: this.#moved,
      planned: this.#planned,
      suppressions: this.#suppressions,
      returns: this.#returns,
      routing: this.#routing,
      changes: changesOf(changes, findings),
      ...readOf(loaded),
      failedRoots: this.#task.failedRoots,
      // Last: naming the others fills it.
      attributions: [...this.#attributions.keys()].map((text): Attribution => JSON.parse(text)),
    };
    return {
      trace: JSON.stringify(trace),
      ...this.#inputs.packed(),
      parameters: JSON.stringify({ parameters: parametersOf(this.#task) }),
      digests: {
        ...this.#digests,
        findings: sha256Hex(JSON.stringify(findings)),
        decision: sha256Hex(JSON.stringify(decision)),
      },
    };
  }

  #keep(bytes: Uint8Array): number {
    return this.#inputs.add(bytes);
  }

  #indexOf(attribution: Attribution): number {
    const seen = this.#known.get(attribution);
    if (seen !== undefined) return seen;
    const text = JSON.stringify(attribution);
    const index = this.#attributions.get(text) ?? this.#attributions.size;
    this.#attributions.set(text, index);
    this.#known.set(attribution, index);
    return index;
  }
}
