import type { JsonObject, ObjectPath } from "../../../model/json.ts";
import type { Location } from "../../../model/location.ts";
import type { Attribution } from "../../../model/resource.ts";
import type { Root } from "../../../model/root.ts";
import type { ForeignSubject } from "../../../policy/foreign/subject.ts";
import type { RecordedForeign, RecordedSubject } from "./trace.ts";

export interface RecordedSubjects {
  /** The same subjects: what is asked of them is noted. */
  readonly subjects: readonly ForeignSubject[];
  readonly inventory: () => JsonObject;
  recorded(indexOf: (attribution: Attribution) => number): RecordedForeign;
}

/** Notes what policies of other tools make their subjects tell: places are functions, and no data. */
export function recordedSubjects(
  { key, kind, path }: Root,
  subjects: readonly ForeignSubject[],
  inventory: () => JsonObject,
): RecordedSubjects {
  const noted = subjects.map(noting);
  let read: JsonObject | null = null;
  return {
    subjects: noted.map(({ subject }) => subject),
    inventory: () => {
      read ??= inventory();
      return read;
    },
    recorded: (indexOf) => ({
      root: { key, kind, path },
      subjects: noted.map(({ recorded }) => recorded(indexOf)),
      ...(read === null ? {} : { inventory: read }),
    }),
  };
}

function noting(subject: ForeignSubject) {
  const located = new Map<string, readonly [ObjectPath, Location]>();
  const names = new Map<string, Location | null>();
  return {
    subject: {
      ...subject,
      locate: (path: ObjectPath) => {
        const location = subject.locate(path);
        located.set(JSON.stringify(path), [path, location]);
        return location;
      },
      named: (name: string) => {
        const location = subject.named(name);
        names.set(name, location);
        return location;
      },
    },
    recorded: (indexOf: (attribution: Attribution) => number): RecordedSubject => {
      const { locate: _, named: _named, attribution, ...plain } = subject;
      return {
        ...plain,
        attribution: indexOf(attribution),
        located: [...located.values()],
        names: [...names],
      };
    },
  };
}
