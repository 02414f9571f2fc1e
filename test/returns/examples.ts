/** What the histories of these tests are made of. */
export const api = "k8s/prod/api.yaml";
export const settings = ".github/sekisho.yml";

export interface Deployed {
  readonly name?: string;
  readonly replicas?: number;
  readonly memory?: string;
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly privileged?: boolean;
}

export function deployment({
  name = "api",
  replicas = 4,
  memory = "1Gi",
  image = "1.0.0",
  environment = {},
  privileged = false,
}: Deployed = {}): string {
  const variables = Object.entries(environment).map(([key, value]) => `{ name: ${key}, value: "${value}" }`);
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop-prod }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      automountServiceAccountToken: false
      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: ${name}
          image: registry.acme.example/${name}:${image}
          env: [${variables.join(", ")}]
          resources:
            requests: { cpu: 100m, memory: ${memory} }
            limits: { memory: ${memory} }
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }${privileged ? "\n            privileged: true" : ""}
`;
}

/** Two weighted records, in the order blue, green; `null` leaves one out. */
export function records(blue: number | null, green: number | null, region = "eu-west-1"): string {
  const record = (name: string, weight: number | null) =>
    weight === null
      ? ""
      : `resource "aws_route53_record" "${name}" {
  zone_id        = "Z1"
  name           = "shop.example.com"
  type           = "CNAME"
  ttl            = 60
  set_identifier = "${name}"
  records        = ["${name}.example.com"]
  weighted_routing_policy {
    weight = ${weight}
  }
}
`;
  return `provider "aws" {\n  region = "${region}"\n}\n${record("blue", blue)}${record("green", green)}`;
}

export function database(instanceClass: string): string {
  return `resource "aws_db_instance" "orders" {
  identifier                 = "orders"
  engine                     = "postgres"
  engine_version             = "16.3"
  instance_class             = "${instanceClass}"
  allocated_storage          = 100
  storage_encrypted          = true
  deletion_protection        = true
  backup_retention_period    = 14
  skip_final_snapshot        = false
  final_snapshot_identifier  = "orders-final"
  multi_az                   = true
  auto_minor_version_upgrade = true
}
`;
}

export const claim = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: orders, namespace: shop-prod }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 10Gi } }
`;
