/** A manifest that no rule has anything to say about. */
export function harmless(name: string, more = ""): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: shop\n${more}`;
}

/** A pod that gets SEC-002, whatever else it says. */
export function onHostNetwork(name: string, more = ""): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  hostNetwork: true\n  containers: []\n${more}`;
}

/** A Terraform root with one resource, and more. */
export function root(more: string): string {
  return `provider "aws" {}\nresource "aws_sqs_queue" "harmless" {\n  name = "x"\n}\n${more}`;
}

export function repeated(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join("");
}

/** Characters that steer a terminal, a reader's eye, Markdown, HTML or GitHub. */
export const steering =
  "\u202e\u001b[31m\u0007<script>alert(1)</script>|`@all\r![x](http://e.example/x)\u200b";

/** Text that can be printed anywhere: no controls but line ends and tabs, nothing bidirectional or without width. */
export function isPlain(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
  return !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/.test(text);
}
