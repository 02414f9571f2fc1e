import { isJsonObject, type JsonValue } from "../../../model/json.ts";
import type { AttachedPolicy, PermissionMember } from "../../../model/permission.ts";
import type { RefersTo } from "./entries.ts";
import type { Attached } from "./policy.ts";
import { unknownSource } from "./with-unknown.ts";

interface AttachedDifference {
  readonly gained: readonly AttachedPolicy[];
  readonly lost: readonly AttachedPolicy[];
  /** Something differs of which nobody can tell even what it is made of. */
  readonly unread: boolean;
}

/** What is attached to a holder on one side only. A boundary takes: without it, its holder may do more. */
export function attachedDifference(
  before: readonly Attached[],
  after: readonly Attached[],
  refersTo: RefersTo,
): AttachedDifference {
  const come = beyond(after, before);
  const gone = beyond(before, after);
  const nameless = (each: Attached) => isNameless(each, refersTo);
  // That the same is written another way would look like one that comes and one that goes.
  const unread = come.some(nameless) && gone.some(nameless);
  const told = (list: readonly Attached[], as: "boundary" | "given") =>
    list
      .filter((each) => (each.as === "boundary") === (as === "boundary") && !(unread && nameless(each)))
      .map((each) => attachedPolicy(each, refersTo));
  return {
    gained: [...told(come, "given"), ...told(gone, "boundary")],
    lost: [...told(gone, "given"), ...told(come, "boundary")],
    unread,
  };
}

function isNameless({ policy }: Attached, refersTo: RefersTo): boolean {
  const source = unknownSource(policy);
  return source !== null && refersTo(source).length === 0;
}

/** Elements of one unknown list all have the same source, so how many there are counts too. */
function beyond(these: readonly Attached[], those: readonly Attached[]): readonly Attached[] {
  const left = those.map((each) => JSON.stringify(each));
  return these.filter((each) => {
    const at = left.indexOf(JSON.stringify(each));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function attachedPolicy({ as, policy, namespaces }: Attached, refersTo: RefersTo): AttachedPolicy {
  return {
    kind: "attached",
    as,
    policy: memberOf(policy, refersTo),
    ...(namespaces === undefined ? {} : { namespaces: namespaces.map((name) => memberOf(name, refersTo)) }),
  };
}

function memberOf(value: JsonValue, refersTo: RefersTo): PermissionMember {
  if (typeof value === "string") return { kind: "known", text: value };
  const made = isJsonObject(value) ? value["$made"] : undefined;
  if (typeof made === "string") return { kind: "unknown", refersTo: [made] };
  const source = unknownSource(value);
  return { kind: "unknown", refersTo: source === null ? [] : refersTo(source) };
}
