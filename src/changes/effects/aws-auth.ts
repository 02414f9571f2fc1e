import type { ChangeEffect, RoleSubject } from "../../model/change-effect.ts";
import type { JsonValue } from "../../model/json.ts";
import { cut, difference } from "./properties.ts";
import { listAt, readAt, type Sides, tellsOf, textAt } from "./sides.ts";

const lists = [
  { list: "mapRoles", arn: "rolearn" },
  { list: "mapUsers", arn: "userarn" },
] as const;

/** Who of AWS is who in a cluster: the ConfigMap `aws-auth` of EKS. Groups of the cluster are roles that they get. */
export function awsAuthEffects(sides: Sides): readonly ChangeEffect[] {
  if (sides.change.address !== "core/ConfigMap/kube-system/aws-auth") return [];
  const { gained, lost } = difference(grantsAt(sides.before), grantsAt(sides.after));
  const groups = [...new Set([...gained, ...lost].map(({ group }) => group))];
  return groups.map((group) => {
    const of = (grants: readonly Grant[]): readonly RoleSubject[] =>
      grants.filter((grant) => grant.group === group).map(({ name }) => ({ kind: "IAM", name }));
    return {
      kind: "subjects",
      role: { kind: "Group", name: group },
      namespace: null,
      ...cut({ gained: of(gained), lost: of(lost) }),
      tells: tellsOf(sides, ...lists.map(({ list }) => ["data", list])),
    };
  });
}

interface Grant {
  readonly name: string;
  readonly group: string;
}

function grantsAt(side: JsonValue): readonly Grant[] {
  return lists.flatMap(({ list, arn }) =>
    listAt(side, ["data", list]).flatMap((entry) => {
      const name = textAt(entry, [arn]);
      const groups = listAt(entry, ["groups"]).filter((group) => typeof group === "string");
      return name === null || readAt(entry, ["groups"]) === null
        ? []
        : groups.map((group) => ({ name, group }));
    }),
  );
}
