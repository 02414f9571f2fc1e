import type { Engine } from "../../engines/engine.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { fileLocation } from "../../model/location.ts";
import type { Rule } from "../../model/rule.ts";
import type { ForeignSubject } from "../../policy/foreign/subject.ts";
import type { RootVerdict } from "../../policy/judge.ts";
import type { JudgedFinding } from "../../policy/judged-finding.ts";
import type { VerdictTrace } from "../../policy/trace.ts";
import { type OwnRules, ownRules, ownVerdict } from "../evaluation/foreign/own.ts";
import { createForeignRun, type ForeignRun } from "../evaluation/foreign/run.ts";
import { joined } from "../evaluation/judge-everything.ts";
import { listeningEngine } from "../evaluation/recording/listening-engine.ts";
import type {
  Phase,
  RecordedJudging,
  RecordedSubject,
  RecordedVerdict,
} from "../evaluation/recording/trace.ts";
import { pathAttributor } from "./other-environments.ts";
import { repeatVerdict } from "./repeat-verdicts.ts";
import type { Repeatable, RepeatPorts } from "./repeatable.ts";
import { unreadAgain, unsaidOf } from "./unread-again.ts";

/** Whom the judgings ask. */
interface Asked {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly own: ReadonlyMap<string, OwnRules>;
  readonly foreign: ForeignRun | null;
}

/** The recorded judgings of a decision, each judged again when its phase is asked for. */
export class JudgingsAgain {
  readonly engine: () => Promise<Engine>;
  readonly #given: Repeatable;
  readonly #ports: RepeatPorts;
  readonly #asked: Asked;
  readonly #attributePath: ReturnType<typeof pathAttributor>;

  static async of(given: Repeatable, ports: RepeatPorts): Promise<JudgingsAgain> {
    const { rules, policySources, configuration, trace } = given;
    const sources = policySources === undefined ? {} : { policySources };
    const engine = async () => {
      const opa = await ports.engine("opa");
      return listeningEngine(opa, (input, output) => ports.tell("query", [input, output]));
    };
    const own = await ownRules({ rules, configuration, ...sources });
    const foreign = await createForeignRun(
      { rules, ...sources, failedRoots: trace.failedRoots },
      { engine, startRoot: () => {} },
    );
    const asked = {
      rules: new Map(rules.map((rule) => [rule.id, rule])),
      own: new Map(own.map((one) => [one.id, one])),
      foreign,
    };
    return new JudgingsAgain(given, ports, asked, engine);
  }

  private constructor(given: Repeatable, ports: RepeatPorts, asked: Asked, engine: () => Promise<Engine>) {
    this.#given = given;
    this.#ports = ports;
    this.#asked = asked;
    this.#attributePath = pathAttributor(given);
    this.engine = engine;
  }

  async judged(phase: Phase): Promise<{
    readonly base: readonly JudgedFinding[];
    readonly head: readonly JudgedFinding[];
  }> {
    const said = { base: [] as JudgedFinding[], head: [] as JudgedFinding[] };
    for (const judging of this.#given.trace.judgings) {
      if (judging.phase !== phase) continue;
      if (phase === "source" && isLast(judging)) this.#tellFailures();
      const findings = await this.#judge(judging);
      said[judging.side].push(
        ...(phase === "source" && isLast(judging)
          ? await this.#withFailures(this.#relocated(findings), judging)
          : findings),
      );
    }
    return said;
  }

  /** What turned out only after everything was judged. */
  async unread(diagnostics: readonly Diagnostic[]): Promise<readonly JudgedFinding[]> {
    const { fresh, trace } = this.#given;
    if (fresh === undefined) return (await this.judged("unread")).head;
    const last = trace.judgings.find((judging) => judging.phase === "source" && isLast(judging));
    return last === undefined ? [] : this.#unread(last, diagnostics);
  }

  async #judge(judging: RecordedJudging): Promise<readonly JudgedFinding[]> {
    const unjudged = judging.verdicts.find(({ by }) => by === "unjudged");
    const verdicts: RootVerdict[] = [];
    for (const verdict of judging.verdicts) {
      if (verdict !== unjudged) verdicts.push(await this.#verdict(verdict, judging));
    }
    const findings = await joined(judging.root, verdicts, (notJudged) =>
      this.#unjudged(judging, unjudged, notJudged),
    );
    const { foreign } = this.#asked;
    if (judging.foreign === null || foreign === null) return findings;
    const { root, subjects, inventory } = judging.foreign;
    const again = subjects.map((subject) => this.#subject(subject));
    return [...findings, ...foreign.judge(root, judging.side, again, () => inventory ?? {})];
  }

  /** What could not run, as it was told; of rules that nobody asked then, as it would be. */
  async #unjudged(
    judging: RecordedJudging,
    told: RecordedVerdict | undefined,
    notJudged: RootVerdict["notJudged"],
  ): Promise<readonly JudgedFinding[]> {
    const fresh = [...this.#asked.own.values()].filter(({ id }) => this.#given.fresh?.has(id) === true);
    const ids = new Set(fresh.flatMap(({ rules }) => rules.map(({ id }) => id)));
    const isFresh = ({ ruleIds }: RootVerdict["notJudged"][number]) => ruleIds.some((id) => ids.has(id));
    const isTold = told !== undefined && !notJudged.every(isFresh);
    const again = isTold ? (await this.#verdict(told, judging)).findings : [];
    const unsaid = unsaidOf(judging, notJudged.filter(isFresh), this.#given);
    return [...again, ...(await this.#unread(judging, unsaid))];
  }

  /** Other policies fail in another way: what was told of those that were asked then is of the past. */
  async #withFailures(
    findings: readonly JudgedFinding[],
    judging: RecordedJudging,
  ): Promise<readonly JudgedFinding[]> {
    const { fresh, trace } = this.#given;
    if (fresh === undefined) return findings;
    const told = new Map((trace.foreignFailures ?? []).map((failure) => [failure.subject, failure]));
    const now = this.#asked.foreign?.diagnostics() ?? [];
    const isSame = (failure: Diagnostic) =>
      JSON.stringify(told.get(failure.subject)) === JSON.stringify(failure);
    const standing = new Set(now.filter(isSame).map(({ subject }) => subject));
    return [
      ...findings.filter(({ address }) => !told.has(address) || standing.has(address)),
      ...(await this.#unread(
        judging,
        now.filter((failure) => !isSame(failure)),
      )),
    ];
  }

  #unread(judging: RecordedJudging, diagnostics: readonly Diagnostic[]): Promise<readonly JudgedFinding[]> {
    const { evaluator } = this.#ports;
    return unreadAgain(judging, diagnostics, {
      ...{ evaluator, rules: this.#asked.rules, attributePath: this.#attributePath },
    });
  }

  #verdict(verdict: RecordedVerdict, judging: RecordedJudging): Promise<RootVerdict> {
    const { inputs, trace } = this.#given;
    const recorded = { inputs, attributions: trace.attributions, attributePath: this.#attributePath };
    const telling = { ...this.#asked, recorded, trace: tellingTrace(this.#ports) };
    const isOurs = verdict.by === "rules" || verdict.by === "unjudged";
    if (isOurs) return repeatVerdict(this.#ports.evaluator, verdict, judging, telling);
    const own = this.#asked.own.get(verdict.by);
    if (own === undefined)
      throw new TypeError(`the record names the unit ${verdict.by}, which it does not hold`);
    return ownVerdict(own.rules, () => repeatVerdict(own.evaluator, verdict, judging, telling));
  }

  #subject({ attribution: index, located, names, ...subject }: RecordedSubject): ForeignSubject {
    const attribution = this.#given.trace.attributions[index];
    if (attribution === undefined) throw new TypeError(`the record has no attribution ${index}`);
    const places = new Map(located.map(([path, location]) => [JSON.stringify(path), location]));
    const named = new Map(names);
    return {
      ...subject,
      attribution,
      locate: (path) => places.get(JSON.stringify(path)) ?? fileLocation(subject.path),
      named: (name) => named.get(name) ?? null,
    };
  }

  #tellFailures(): void {
    if (this.#given.trace.foreignFailures === null) return;
    this.#ports.tell("foreign-failures", this.#asked.foreign?.diagnostics() ?? []);
  }

  #relocated(findings: readonly JudgedFinding[]): readonly JudgedFinding[] {
    const places = new Map(this.#given.trace.relocated);
    return findings.map((finding, index) => {
      const location = places.get(index);
      return location === undefined ? finding : { ...finding, location };
    });
  }
}

/** The head of the repository itself: what comes after everything else. */
function isLast({ side, root }: RecordedJudging): boolean {
  return side === "head" && root.kind === "repository";
}

function tellingTrace({ tell }: RepeatPorts): VerdictTrace {
  return {
    call: () => {},
    said: (findings) => tell("call", JSON.stringify(findings)),
    failed: (message) => tell("call", { failure: message }),
    resolved: () => {},
  };
}
