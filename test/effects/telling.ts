import { effectsOf, type Surroundings, summariseChange } from "../../src/changes/index.ts";
import type { ChangeAction, ResourceChange } from "../../src/model/change.ts";
import type { Locale } from "../../src/model/configuration.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { ChangeSummary } from "../../src/model/report.ts";
import type { Resource } from "../../src/model/resource.ts";
import { changeText } from "../../src/report/change-text.ts";

const plain = { text: (text: string) => text, code: (text: string) => text };
const location = { path: "a.yaml", startLine: 1, endLine: 9 };

/** One side of a change; `unknown` are pointers of what is known only after apply. */
export function side(type: string, object: JsonObject, unknown: readonly string[] = []): Resource {
  return {
    rootKey: "r",
    address: type.includes("/") ? `${type}/shop/api` : `${type}.api`,
    type,
    object,
    unknown: new Map(unknown.map((pointer) => [pointer, `${pointer} of ${JSON.stringify(object)}`])),
    sensitive: new Set(),
    namespace: "shop",
    location,
    locate: () => location,
  };
}

export function changeOf(before: Resource | null, after: Resource | null): ResourceChange {
  const resource = after ?? before;
  if (resource === null) throw new TypeError("a change needs a side");
  const action: ChangeAction = before === null ? "create" : after === null ? "delete" : "update";
  const { rootKey, address, type } = resource;
  return { rootKey, address, type, action, before, after, move: null, replacePaths: [] };
}

export function summaryOf(
  change: ResourceChange,
  around: Surroundings = { before: [], after: [] },
): ChangeSummary {
  const { leaves, omitted } = summariseChange(change);
  const effects = effectsOf(change, around);
  return {
    ...{ rootKey: change.rootKey, address: change.address, type: change.type, action: change.action },
    ...{ environment: "production", owner: [], location, leaves },
    ...(omitted === 0 ? {} : { leavesOmitted: omitted }),
    ...(effects.length === 0 ? {} : { effects }),
  };
}

/** What a reader is told of a change. */
export function told(before: Resource | null, after: Resource | null, locale: Locale = "en"): string {
  return changeText(summaryOf(changeOf(before, after)), locale, plain);
}

/** The same for two states of one object. */
export function toldOf(
  type: string,
  before: JsonObject | null,
  after: JsonObject | null,
  locale?: Locale,
): string {
  const made = (object: JsonObject | null) => (object === null ? null : side(type, object));
  return told(made(before), made(after), locale);
}
