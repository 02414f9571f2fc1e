package evaluate

import (
	"reflect"
	"testing"
)

// TestReferred: what an unknown value is made of is named, however it gets there.
func TestReferred(t *testing.T) {
	for name, test := range map[string]struct {
		value   string
		pointer string
		want    []string
	}{
		"a data source":               {`data.aws_sns_topic.orders-prod.arn`, "/policy", []string{"data.aws_sns_topic.orders-prod.arn"}},
		"through a local":             {`local.topic`, "/policy", []string{"data.aws_sns_topic.orders-prod.arn"}},
		"through a local in a text":   {`"${local.topic}/x"`, "/policy", []string{"data.aws_sns_topic.orders-prod.arn"}},
		"two of them":                 {`"${a_b.c.id}-${a_b.d.id}"`, "/policy", []string{"a_b.c.id", "a_b.d.id"}},
		"an element of a list":        {`["x", a_b.c.id]`, "/policy/1", []string{"a_b.c.id"}},
		"an instance":                 {`a_b.each["prod"].id`, "/policy", []string{`a_b.each["prod"].id`}},
		"an output of a remote call":  {`module.queue.arn`, "/policy", []string{"module.queue.arn"}},
		"an output of a local module": {`module.inner.topic`, "/policy", []string{"module.inner.data.aws_sns_topic.far.arn"}},
		"a variable of outside":       {`var.outside`, "/policy", nil},
		"a part of a document":        {`jsonencode({ a = { b = data.aws_sns_topic.orders-prod.arn } })`, "/policy/a/b", []string{"data.aws_sns_topic.orders-prod.arn"}},
	} {
		t.Run(name, func(t *testing.T) {
			out := run(t, Input{Files: map[string]string{
				"main.tf": "resource \"aws_iam_policy\" \"p\" {\n policy = " + test.value + "\n}\n" + `
variable "outside" {}
locals { topic = data.aws_sns_topic.orders-prod.arn }
data "aws_sns_topic" "orders-prod" { name = "x" }
resource "a_b" "c" {}
resource "a_b" "d" {}
resource "a_b" "each" { for_each = toset(["prod"]) }
module "queue" { source = "github.com/acme/queue" }
module "inner" { source = "./inner" }
`,
				"inner/main.tf": `data "aws_sns_topic" "far" { name = "y" }
output "topic" { value = data.aws_sns_topic.far.arn }
`,
			}})
			for _, resource := range out.Resources {
				if resource.Address != "aws_iam_policy.p" {
					continue
				}
				digest, unknown := resource.Unknown[test.pointer]
				if !unknown {
					t.Fatalf("%s is not unknown: %v", test.pointer, resource.Unknown)
				}
				if got := out.Referred[digest]; !reflect.DeepEqual(got, test.want) {
					t.Errorf("%v, not %v", got, test.want)
				}
			}
		})
	}
}
