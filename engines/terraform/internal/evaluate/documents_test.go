package evaluate

import (
	"encoding/json"
	"reflect"
	"sort"
	"strings"
	"testing"
)

func TestPolicyDocument(t *testing.T) {
	out := run(t, Input{Files: map[string]string{"main.tf": `
data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Base"
    actions   = ["s3:*"]
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "known" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    effect  = "Deny"
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = ["o-1"]
    }
  }
}
data "aws_iam_policy_document" "partly" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.q.arn, "arn:aws:sqs:::x"]
  }
}
resource "aws_sqs_queue" "q" {}
resource "aws_iam_policy" "known" { policy = data.aws_iam_policy_document.known.json }
resource "aws_iam_policy" "partly" { policy = data.aws_iam_policy_document.partly.json }
`}})
	var known any
	_ = json.Unmarshal([]byte(out.values(t, "aws_iam_policy.known")["policy"].(string)), &known)
	var want any
	_ = json.Unmarshal([]byte(`{"Version":"2012-10-17","Statement":[
		{"Sid":"Base","Effect":"Allow","Action":"s3:*","Resource":"*"},
		{"Effect":"Deny","Action":["sts:TagSession","sts:AssumeRole"],"Principal":{"AWS":"*"},
		 "Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]}`), &want)
	if !reflect.DeepEqual(known, want) {
		t.Errorf("%v", known)
	}
	partly, _ := json.Marshal(out.values(t, "aws_iam_policy.partly")["policy"])
	if string(partly) != `{"Statement":[{"Action":"sqs:SendMessage","Effect":"Allow","Resource":[null,"arn:aws:sqs:::x"]}],"Version":"2012-10-17"}` {
		t.Errorf("%s", partly)
	}
	if got := out.masks("aws_iam_policy.partly"); !reflect.DeepEqual(got, []string{"/policy/Statement/0/Resource/0"}) {
		t.Errorf("%v", got)
	}
}

// policyOf is the policy of aws_iam_policy.p, whose documents are given.
func policyOf(t *testing.T, documents string) (string, []string) {
	t.Helper()
	out := run(t, Input{Files: map[string]string{"main.tf": documents +
		"\nresource \"aws_iam_policy\" \"p\" {\n policy = data.aws_iam_policy_document.p.json\n}\n"}})
	var document any = out.values(t, "aws_iam_policy.p")["policy"]
	if text, ok := document.(string); ok {
		_ = json.Unmarshal([]byte(text), &document)
	}
	encoded, _ := json.Marshal(document)
	return string(encoded), out.masks("aws_iam_policy.p")
}

func TestMergedDocuments(t *testing.T) {
	const base = `
data "aws_iam_policy_document" "base" {
  policy_id = "base"
  statement {
    sid     = "One"
    actions = ["s3:Get*"]
  }
  statement {
    actions = ["s3:List*"]
  }
}
`
	for name, test := range map[string]struct{ body, want string }{
		"own statements stand for those of sources with the same sid": {
			"source_policy_documents = [data.aws_iam_policy_document.base.json]\n statement {\n sid = \"One\"\n actions = [\"*\"]\n }",
			`{"Id":"base","Statement":[{"Action":"*","Effect":"Allow","Sid":"One"},{"Action":"s3:List*","Effect":"Allow"}],"Version":"2012-10-17"}`,
		},
		"overriding documents stand for own statements": {
			"override_policy_documents = [data.aws_iam_policy_document.base.json]\n statement {\n sid = \"One\"\n actions = [\"*\"]\n }",
			`{"Id":"base","Statement":[{"Action":"s3:Get*","Effect":"Allow","Sid":"One"},{"Action":"s3:List*","Effect":"Allow"}],"Version":"2012-10-17"}`,
		},
		"older names for the same": {
			"source_json = data.aws_iam_policy_document.base.json\n override_json = jsonencode({ Statement = { Sid = \"One\", Effect = \"Deny\" } })",
			`{"Id":"base","Statement":[{"Effect":"Deny","Sid":"One"},{"Action":"s3:List*","Effect":"Allow"}],"Version":"2012-10-17"}`,
		},
		"an unknown document hides no other statement": {
			"source_policy_documents = [data.a_b.c.json]\n statement {\n actions = [\"*\"]\n }",
			`{"Statement":[null,{"Action":"*","Effect":"Allow"}],"Version":"2012-10-17"}`,
		},
		"a document without statements has no list of them": {"version = \"2008-10-17\"", `{"Version":"2008-10-17"}`},
		"sets are sorted and variables are written out": {
			"statement {\n actions = [\"a:x\", \"b:x\", \"a:x\"]\n resources = [\"arn:aws:s3:::x/&{aws:username}\"]\n }",
			`{"Statement":[{"Action":["b:x","a:x"],"Effect":"Allow","Resource":"arn:aws:s3:::x/${aws:username}"}],"Version":"2012-10-17"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := policyOf(t, base+"data \"a_b\" \"c\" {}\ndata \"aws_iam_policy_document\" \"p\" {\n"+test.body+"\n}\n")
			if got != test.want {
				t.Errorf("%s\nnot %s", got, test.want)
			}
		})
	}
}

func TestDocumentsThatIncludeEachOther(t *testing.T) {
	out := run(t, Input{Files: map[string]string{"main.tf": `
data "aws_iam_policy_document" "a" {
  source_policy_documents = [data.aws_iam_policy_document.b.json]
}
data "aws_iam_policy_document" "b" {
  source_policy_documents = [data.aws_iam_policy_document.a.json]
  statement {
    actions = ["*"]
  }
}
resource "aws_iam_policy" "p" { policy = data.aws_iam_policy_document.a.json }
`}})
	policy, _ := json.Marshal(out.values(t, "aws_iam_policy.p")["policy"])
	if string(policy) != `{"Statement":[null],"Version":"2012-10-17"}` {
		t.Errorf("%s", policy)
	}
	if len(out.Diagnostics) != 1 || out.Diagnostics[0].Message != "cycle" {
		t.Errorf("%v", out.Diagnostics)
	}
}

func TestStatementsOfMergedDocumentsStandWhereTheyAreWritten(t *testing.T) {
	files := map[string]string{"main.tf": `data "a_b" "c" {}
data "aws_iam_policy_document" "base" {
  statement {
    actions   = ["s3:*"]
    resources = [data.a_b.c.arn]
  }
}
data "aws_iam_policy_document" "p" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    actions = ["*"]
  }
}
resource "aws_iam_policy" "p" { policy = data.aws_iam_policy_document.p.json }
`}
	out := run(t, Input{Files: files})
	for pointer, line := range map[string]string{"/policy/Statement/0": "main.tf:3:3", "/policy/Statement/1": "main.tf:10:3"} {
		if got := out.source(t, "aws_iam_policy.p", pointer, []string{"main.tf"}); got != line {
			t.Errorf("%s stands at %s, not %s", pointer, got, line)
		}
	}
}

// masks are the pointers that are unknown, sorted.
func (r result) masks(address string) []string {
	var pointers []string
	for _, resource := range r.Resources {
		if resource.Address == address {
			for pointer := range resource.Unknown {
				pointers = append(pointers, pointer)
			}
		}
	}
	sort.Strings(pointers)
	return pointers
}

// TestDocumentsKnownInPart: one unknown leaf does not hide the rest, however the document is written.
func TestDocumentsKnownInPart(t *testing.T) {
	for name, test := range map[string]struct{ policy, value, mask string }{
		"a heredoc with a hole in a string": {
			"<<E\n{\"a\": \"x\", \"b\": \"arn/${data.x_y.z.id}\"}\nE", `{"a":"x"}`, "/policy/b",
		},
		"a heredoc with a hole in a place of its own": {"<<E\n{\"a\": 1, \"b\": ${data.x_y.z.id}}\nE", `{"a":1}`, "/policy/b"},
		"jsonencode":                        {"jsonencode({ a = 1, b = data.x_y.z.id })", `{"a":1}`, "/policy/b"},
		"through a local":                   {"local.document", `{"a":1}`, "/policy/b"},
		"a text that only begins like JSON": {"\"{ no ${data.x_y.z.id}\"", "null", "/policy"},
		"a hole in a key":                   {"<<E\n{\"a\": 1, \"${data.x_y.z.id}\": 2}\nE", "null", "/policy"},
	} {
		t.Run(name, func(t *testing.T) {
			out := run(t, Input{Files: map[string]string{"main.tf": "data \"x_y\" \"z\" {}\n" +
				"locals {\n document = jsonencode({ a = 1, b = data.x_y.z.id })\n}\n" +
				"resource \"aws_iam_policy\" \"p\" {\n policy = " + test.policy + "\n}\n"}})
			value, _ := json.Marshal(out.values(t, "aws_iam_policy.p")["policy"])
			if string(value) != test.value {
				t.Errorf("%s, not %s", value, test.value)
			}
			if got := out.masks("aws_iam_policy.p"); !reflect.DeepEqual(got, []string{test.mask}) {
				t.Errorf("%v, not %s", got, test.mask)
			}
		})
	}
}

func TestLinesOfADocumentInAHeredoc(t *testing.T) {
	out := run(t, Input{Files: map[string]string{"main.tf": `data "x_y" "z" {}
resource "aws_iam_policy" "p" {
  policy = <<-E
    {
      "Statement": [
        {
          "Action": "*",
          "Resource": "${data.x_y.z.arn}"
        }
      ]
    }
  E
}
`}})
	for pointer, lines := range map[string][2]int{
		"/policy":                      {3, 12},
		"/policy/Statement":            {5, 10},
		"/policy/Statement/0":          {6, 9},
		"/policy/Statement/0/Action":   {7, 7},
		"/policy/Statement/0/Resource": {8, 8},
	} {
		at := out.Resources[1].Ranges[pointer]
		if at[1] != lines[0] || at[3] != lines[1] {
			t.Errorf("%s stands at %v, not %v", pointer, at, lines)
		}
	}
}

func TestDynamicBlocks(t *testing.T) {
	out := run(t, Input{Files: map[string]string{"main.tf": `
locals { ports = [80, 443] }
data "x_y" "z" {}
resource "aws_security_group" "g" {
  dynamic "ingress" {
    for_each = local.ports
    iterator = port
    content {
      from_port   = port.value
      description = "port ${port.key}"
    }
  }
  dynamic "egress" {
    for_each = data.x_y.z.list
    content {
      from_port = egress.value
    }
  }
}
`}})
	value, _ := json.Marshal(out.values(t, "aws_security_group.g"))
	want := `{"egress":[null],"ingress":[{"description":"port 0","from_port":80},{"description":"port 1","from_port":443}]}`
	if string(value) != want {
		t.Errorf("%s", value)
	}
	if got := out.masks("aws_security_group.g"); !reflect.DeepEqual(got, []string{"/egress/0"}) {
		t.Errorf("%v", got)
	}
}

func TestSettingsProvidersMovesAndJSON(t *testing.T) {
	out := run(t, Input{Files: map[string]string{
		"main.tf": `
terraform {
  required_version = ">= 1.5"
  backend "s3" {
    key = "a"
  }
}
provider "aws" {
  alias = "london"
}
moved {
  from = aws_x.old
  to   = aws_x.new
}
import {
  to = aws_x.new
  id = "i-1"
}
`,
		"more.tf.json":     `{"resource":{"aws_x":{"new":{"name":"${local.n}","tags":{"a":"1"},"rule":{"port":1}}}},"locals":{"n":"json"}}`,
		"more_override.tf": "resource \"aws_x\" \"new\" {\n  size = 3\n}\n",
	}})
	if len(out.Diagnostics) > 0 {
		t.Fatalf("%v", out.Diagnostics)
	}
	for address, want := range map[string]string{
		"terraform":           `{"backend":[{"key":"a","type":"s3"}],"required_version":"\u003e= 1.5"}`,
		"provider.aws.london": `{"alias":"london"}`,
		"import.aws_x.new":    `{"id":"i-1","to":"aws_x.new"}`,
		"aws_x.new":           `{"name":"json","rule":[{"port":1}],"size":3,"tags":{"a":"1"}}`,
	} {
		if got, _ := json.Marshal(out.values(t, address)); string(got) != want {
			t.Errorf("%s is %s", address, got)
		}
	}
	if len(out.Moves) != 2 || out.Moves[0]["from"] != "aws_x.old" || out.Moves[0]["to"] != "aws_x.new" {
		t.Errorf("%v", out.Moves)
	}
}

func TestPolicyDocumentsGoneOver(t *testing.T) {
	out := run(t, Input{Files: map[string]string{"main.tf": `
data "aws_iam_policy_document" "each" {
  for_each = { read = "s3:GetObject", queue = "sqs:*" }
  statement {
    actions   = [each.value]
    resources = [aws_sqs_queue.q.arn]
  }
}
data "aws_iam_policy_document" "two" {
  count = 2
  statement {
    actions   = ["sns:Publish"]
    resources = ["*"]
  }
}
resource "aws_sqs_queue" "q" {}
resource "aws_iam_policy" "each" {
  for_each = data.aws_iam_policy_document.each
  name     = each.key
  policy   = each.value.json
}
resource "aws_iam_policy" "by_key" {
  for_each = { for key, document in data.aws_iam_policy_document.each : key => document }
  policy   = each.value.json
}
resource "aws_iam_policy" "two" {
  count  = 2
  policy = data.aws_iam_policy_document.two[count.index].json
}
`}})
	for _, address := range []string{`aws_iam_policy.each["queue"]`, `aws_iam_policy.by_key["queue"]`} {
		policy, _ := json.Marshal(out.values(t, address)["policy"])
		if string(policy) != `{"Statement":[{"Action":"sqs:*","Effect":"Allow"}],"Version":"2012-10-17"}` {
			t.Errorf("%s %s", address, policy)
		}
		if got := out.masks(address); !reflect.DeepEqual(got, []string{"/policy/Statement/0/Resource"}) {
			t.Errorf("%s %v", address, got)
		}
	}
	if text, _ := out.values(t, "aws_iam_policy.two[1]")["policy"].(string); !strings.Contains(text, "sns:Publish") {
		t.Errorf("%s", text)
	}
}
