import type { ResourceChange } from "../../model/change.ts";
import type { ChangeEffect } from "../../model/change-effect.ts";
import { awsAuthEffects } from "./aws-auth.ts";
import { applicationEffects, helmReleaseEffects } from "./delivery.ts";
import { certificateEffects, gatewayRouteEffects, ingressEffects, serviceEffects } from "./exposure.ts";
import { permissionsEffects } from "./iam/index.ts";
import { networkPolicyEffects } from "./network-policy.ts";
import { limitRangeEffects, quotaEffects, volumeClaimEffects } from "./quota.ts";
import { bindingEffects, roleEffects } from "./rbac.ts";
import { autoscalerEffects, disruptionBudgetEffects, scaledObjectEffects } from "./scaling.ts";
import {
  egressRuleEffects,
  ingressRuleEffects,
  securityGroupEffects,
  securityGroupRuleEffects,
} from "./security-group.ts";
import { recordShareEffects, type Surroundings, shareEffects } from "./shares.ts";
import { type Sides, sidesOf } from "./sides.ts";
import {
  clusterEffects,
  databaseEffects,
  lifecycleEffects,
  moduleEffects,
  nodeGroupEffects,
  placedEffects,
  recordEffects,
  requirementEffects,
} from "./terraform.ts";
import { terraformPlaces } from "./terraform-places.ts";
import { workloadEffects } from "./workload.ts";

export type { Surroundings } from "./shares.ts";

type EffectsOfKind = (sides: Sides, around: Surroundings) => readonly ChangeEffect[];

const workloads = Object.fromEntries(
  [
    "core/Pod",
    "apps/Deployment",
    "apps/StatefulSet",
    "apps/DaemonSet",
    "apps/ReplicaSet",
    "batch/Job",
    "batch/CronJob",
    "argoproj.io/Rollout",
  ].map((type) => [type, workloadEffects] as const),
);
const gatewayRoutes = Object.fromEntries(
  ["HTTPRoute", "GRPCRoute", "TLSRoute"].map((kind) => [
    `gateway.networking.k8s.io/${kind}`,
    gatewayRouteEffects,
  ]),
);
const databases = Object.fromEntries(
  [
    "aws_db_instance",
    "aws_rds_cluster",
    "aws_elasticache_replication_group",
    "aws_elasticache_cluster",
    "aws_docdb_cluster",
    "aws_neptune_cluster",
  ].map((type) => [type, databaseEffects] as const),
);

/** What tells the effects of a kind, by type; those of Terraform that only have properties are in their own table. */
const kinds: Readonly<Record<string, EffectsOfKind>> = {
  ...workloads,
  ...gatewayRoutes,
  ...databases,
  "autoscaling/HorizontalPodAutoscaler": autoscalerEffects,
  "keda.sh/ScaledObject": scaledObjectEffects,
  "keda.sh/ScaledJob": scaledObjectEffects,
  "policy/PodDisruptionBudget": disruptionBudgetEffects,
  "core/ConfigMap": awsAuthEffects,
  "core/Service": serviceEffects,
  "networking.k8s.io/Ingress": ingressEffects,
  "extensions/Ingress": ingressEffects,
  "cert-manager.io/Certificate": certificateEffects,
  "rbac.authorization.k8s.io/Role": roleEffects,
  "rbac.authorization.k8s.io/ClusterRole": roleEffects,
  "rbac.authorization.k8s.io/RoleBinding": bindingEffects,
  "rbac.authorization.k8s.io/ClusterRoleBinding": bindingEffects,
  "networking.k8s.io/NetworkPolicy": networkPolicyEffects,
  "core/ResourceQuota": quotaEffects,
  "core/LimitRange": limitRangeEffects,
  "core/PersistentVolumeClaim": volumeClaimEffects,
  "argoproj.io/Application": applicationEffects,
  "argoproj.io/ApplicationSet": applicationEffects,
  "helm.toolkit.fluxcd.io/HelmRelease": helmReleaseEffects,
  aws_security_group: securityGroupEffects,
  aws_default_security_group: securityGroupEffects,
  aws_security_group_rule: securityGroupRuleEffects,
  aws_vpc_security_group_ingress_rule: ingressRuleEffects,
  aws_vpc_security_group_egress_rule: egressRuleEffects,
  aws_eks_cluster: clusterEffects,
  aws_eks_node_group: nodeGroupEffects,
  aws_s3_bucket_lifecycle_configuration: lifecycleEffects,
  aws_route53_record: (sides, around) => [...recordShareEffects(sides, around), ...recordEffects(sides)],
  module: moduleEffects,
  terraform: requirementEffects,
};

const alone: Surroundings = { before: [], after: [] };

/**
 * What a change comes to, as people speak of it; first what concerns them most. Without what is around it, its share in
 * a set of records cannot be told.
 */
export function effectsOf(change: ResourceChange, around = alone): readonly ChangeEffect[] {
  if (change.action === "no-op" || change.action === "read") return [];
  const sides = sidesOf(change);
  const own = Object.hasOwn(kinds, change.type) ? kinds[change.type] : undefined;
  const placed = Object.hasOwn(terraformPlaces, change.type) ? placedEffects : undefined;
  return [...permissionsEffects(change), ...shareEffects(sides), ...((own ?? placed)?.(sides, around) ?? [])];
}
