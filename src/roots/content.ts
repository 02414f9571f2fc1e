/** The JSON form of a Terraform plan (`terraform show -json`). */
export function isPlan(bytes: Uint8Array): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    content.includes('"format_version"') &&
    content.includes('"terraform_version"') &&
    (content.includes('"planned_values"') || content.includes('"resource_changes"'))
  );
}
