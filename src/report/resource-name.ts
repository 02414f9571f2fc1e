import type { Locale } from "../model/configuration.ts";
import { code, escapeText } from "./markdown/escape.ts";
import { visible } from "./neutral.ts";
import { textsOf } from "./text/locale.ts";
import type { Noun } from "./text/texts.ts";

/** What a Terraform type makes, for module calls that are read as a resource. */
const nouns: Readonly<Record<string, Noun>> = {
  aws_db_instance: "database",
  aws_rds_cluster: "databaseCluster",
  aws_elasticache_cluster: "cache",
  aws_elasticache_replication_group: "cache",
  aws_s3_bucket: "bucket",
  aws_dynamodb_table: "table",
  aws_sqs_queue: "queue",
  aws_sns_topic: "topic",
  aws_efs_file_system: "fileSystem",
  aws_ebs_volume: "volume",
  aws_ecr_repository: "imageRepository",
  aws_route53_zone: "dnsZone",
  aws_route53_record: "dnsRecord",
  aws_kms_key: "key",
  aws_cognito_user_pool: "userPool",
  aws_iam_role: "role",
  aws_security_group: "securityGroup",
  aws_lb: "loadBalancer",
  aws_eks_cluster: "cluster",
  aws_lambda_function: "function",
  aws_opensearch_domain: "searchDomain",
};

type Identity = { readonly address: string; readonly type: string };

interface Named {
  /** What it is, in words: a Kubernetes kind, or what a module call makes. */
  readonly what: string | null;
  readonly name: string;
  /** The type that a module call is read as. */
  readonly as: string | null;
  readonly identifier: boolean;
}

/** `Deployment payments-prod/api`, `aws_route53_record.api["green"]`, `database module.rds (aws_db_instance)`. */
export function plainName(identity: Identity, locale: Locale): string {
  const { what, name, as } = named(identity, locale);
  const shown = what === null ? name : `${what} ${name}`;
  return visible(as === null ? shown : `${shown} (${as})`);
}

/** The same for Markdown: what Terraform calls a thing stands in code. */
export function markdownName(identity: Identity, locale: Locale): string {
  const { what, name, as, identifier } = named(identity, locale);
  const quoted = identifier ? code(name) : escapeText(name);
  const shown = what === null ? quoted : `${escapeText(what)} ${quoted}`;
  return as === null ? shown : `${shown} (${code(as)})`;
}

/** The words that name one resource and no other: its findings differ by them alone where the cause is the same. */
export function identityWords({ address, type }: Identity): ReadonlySet<string> {
  const words = new Set([address]);
  if (!type.includes("/")) return words.add(address.split(".").at(-1) ?? address);
  const { kind, namespace, name } = kubernetesParts(address);
  const scoped = namespace === "" ? name : `${namespace}/${name}`;
  for (const word of [name, namespace, scoped, `${kind} ${name}`, `${kind} ${scoped}`, `${kind}/${name}`]) {
    words.add(word);
  }
  return words;
}

function named({ address, type }: Identity, locale: Locale): Named {
  if (type.includes("/")) {
    const { kind, namespace, name } = kubernetesParts(address);
    const scoped = namespace === "" ? name : `${namespace}/${name}`;
    return { what: kind, name: scoped, as: null, identifier: false };
  }
  if (!isModuleCall(address) || type === "module") {
    return { what: null, name: address, as: null, identifier: true };
  }
  const noun = Object.hasOwn(nouns, type) ? nouns[type] : undefined;
  const what = noun === undefined ? null : textsOf(locale).nouns[noun];
  const name = address.endsWith(`:${type}`) ? address.slice(0, -type.length - 1) : address;
  return { what, name, as: type, identifier: true };
}

/** `group/Kind/namespace/name`; a name may hold slashes of its own. */
function kubernetesParts(address: string): { kind: string; namespace: string; name: string } {
  const [, kind = "", namespace = "", ...name] = address.split("/");
  return { kind, namespace: namespace === "-" ? "" : namespace, name: name.join("/") };
}

const call = String.raw`module\.[^.[]+(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\])?`;
const moduleCall = new RegExp(`^${call}(?:\\.${call})*$`);

/** `module.rds`, `module.a["x"].module.rds`, but not `module.rds.aws_db_instance.this`. */
function isModuleCall(address: string): boolean {
  return moduleCall.test(address);
}
