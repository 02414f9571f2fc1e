import type { NetworkEffect } from "../../model/change-effect.ts";
import type { EffectWords } from "./effect-words.ts";
import type { PermissionTexts } from "./permission-texts.ts";

/** What a change comes to, in one language. Strings that are handed in are already escaped for where they go. */
export interface EffectTexts extends EffectWords {
  readonly on: string;
  readonly off: string;
  /** A property of something with a name: `target cpu`, `quota limits.memory`. */
  named(label: string, name: string): string;
  /** How many times as much: `(×4)`. */
  times(text: string, factor: string): string;
  /** A value that will be another one, of which nothing can be told before it is applied. */
  differs(label: string): string;
  secretDiffers(label: string): string;
  secretAdded(label: string): string;
  secretRemoved(label: string): string;
  added(what: string): string;
  removed(what: string): string;
  withDetail(what: string, detail: string): string;
  /** At several places the same: `severity a → b (6 times)`. */
  repeated(text: string, count: number): string;
  /** In front of what the thing is that came or went. */
  created(what: string): string;
  deleted(what: string): string;
  more(count: number): string;
  readonly rules: RuleEffectTexts;
  readonly subjects: SubjectTexts;
  readonly network: NetworkTexts;
  readonly shares: ShareTexts;
  readonly permissions: PermissionTexts;
  readonly schedule: ScheduleTexts;
  annotation(name: string): string;
  label(name: string): string;
  podAnnotation(name: string): string;
  podLabel(name: string): string;
  tag(name: string): string;
  defaultTag(name: string): string;
}

interface RuleEffectTexts {
  /** The rules are others, and allow the same. */
  readonly same: string;
  /** Of a role that comes or goes. */
  allows(verbs: string, resources: string): string;
  gained(verbs: string, resources: string): string;
  lost(verbs: string, resources: string): string;
  onlyNamed(resources: string, names: string): string;
  readonly everyVerb: string;
  readonly everything: string;
}

interface SubjectTexts {
  gained(subjects: string, role: string, where: string, count: number): string;
  lost(subjects: string, role: string, where: string, count: number): string;
  role(kind: string, name: string): string;
  subject(kind: string, name: string): string;
  readonly everywhere: string;
}

interface NetworkTexts {
  gained(opening: string): string;
  lost(opening: string): string;
  /** From now on only what is allowed gets through; `nothing`: and nothing is. */
  begins(direction: NetworkEffect["direction"], nothing: boolean): string;
  ends(direction: NetworkEffect["direction"]): string;
  /** One address and one port: `ingress 0.0.0.0/0:5432`. */
  pair(direction: NetworkEffect["direction"], peer: string, port: string): string;
  /** `ports` is empty where that is no restriction. */
  opening(direction: NetworkEffect["direction"], peer: string, ports: string): string;
  readonly everyPort: string;
  readonly unknownPort: string;
  port(ports: string, count: number): string;
  readonly peers: {
    readonly anybody: string;
    readonly itself: string;
    readonly unknown: string;
    except(cidr: string, except: string): string;
    securityGroup(group: string): string;
    prefixList(list: string): string;
    pods(selector: string): string;
    readonly allPods: string;
    podsIn(pods: string, namespaces: string): string;
    readonly allNamespaces: string;
  };
}

interface ShareTexts {
  own(before: string, after: string): string;
  gains(after: string): string;
  loses(before: string): string;
  divided(shares: string): string;
  member(name: string, before: string, after: string): string;
  percent(share: number): string;
}

interface ScheduleTexts {
  readonly everyMinute: string;
  everyMinutes(count: number): string;
  hourly(minute: string): string;
  everyHours(count: number, minute: string): string;
  daily(time: string): string;
  weekly(days: readonly number[], time: string): string;
  readonly weekdays: (time: string) => string;
  monthly(day: string, time: string): string;
  inWords(schedule: string, words: string): string;
}
