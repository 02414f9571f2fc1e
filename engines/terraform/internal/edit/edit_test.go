package edit

import (
	"encoding/json"
	"strconv"
	"testing"
)

const database = `# before
resource "aws_db_instance" "a" {
  identifier          = "a" # its name
  publicly_accessible = true

  timeouts {
    create = "1h"
  }
}

resource "aws_instance" "b" {}

resource "aws_s3_bucket" "c" {
  versioning {
    enabled = var.enabled
  }
}
`

func change(line int, op string, value any, path ...any) Change {
	written, _ := json.Marshal(value)
	for index, step := range path {
		if number, ok := step.(int); ok {
			path[index] = json.Number(strconv.Itoa(number))
		}
	}
	return Change{Line: line, Op: op, Path: path, Value: written}
}

func TestEdits(t *testing.T) {
	cases := []struct {
		name   string
		text   string
		change Change
		want   string
	}{
		{"a literal is replaced", "resource \"a\" \"b\" {\n  x = true # why\n}\n", change(1, "set", false, "x"), "resource \"a\" \"b\" {\n  x = false # why\n}\n"},
		{"an argument is added behind the last", database, change(2, "set", true, "storage_encrypted"), "  publicly_accessible = true\n  storage_encrypted   = true\n"},
		{"a nested block is made", database, change(11, "set", "required", "metadata_options", 0, "http_tokens"), "resource \"aws_instance\" \"b\" {\n  metadata_options {\n    http_tokens = \"required\"\n  }\n}\n"},
		{"a nested block gets an argument", database, change(2, "set", "2h", "timeouts", 0, "delete"), "    create = \"1h\"\n    delete = \"2h\"\n"},
		{"a list is written", "a {\n}\n", change(1, "set", []string{"x", "y"}, "l"), "a {\n  l = [\"x\", \"y\"]\n}\n"},
		{"a value within braces is replaced", "a {\n  g = {\n    w = { n = 1 }\n  }\n}\n", change(1, "set", 2, "g", "w", "n"), "    w = { n = 2 }\n"},
		{"a literal of a nested block is replaced", "a \"b\" {\n  x = 1\n  s {\n    m = 200\n  }\n}\n", change(1, "set", 20, "s", 0, "m"), "    m = 20\n"},
		{"an argument is removed with its line", "a {\n  x = 1 # y\n  z = 2\n}\n", change(1, "remove", nil, "x"), "a {\n  z = 2\n}\n"},
	}
	for _, each := range cases {
		out := Run(Input{Text: each.text, Edits: []Change{each.change}})
		if !out.Applied[0] || !contains(out.Text, each.want) {
			t.Errorf("%s: %v\n%s", each.name, out.Applied, out.Text)
		}
	}
}

func TestWhatIsLeftAlone(t *testing.T) {
	cases := map[string]Change{
		"a value that is computed":     change(13, "set", true, "versioning", 0, "enabled"),
		"a block as a value":           change(13, "set", []any{}, "versioning"),
		"a second block":               change(2, "set", 1, "timeouts", 1, "x"),
		"what is not there":            change(2, "remove", nil, "nothing"),
		"a line outside of all blocks": change(1, "set", 1, "x"),
		"a name that is no identifier": change(2, "set", 1, "a b"),
		"a path that is too deep":      change(2, "set", 1, "identifier", "x"),
	}
	for name, each := range cases {
		if out := Run(Input{Text: database, Edits: []Change{each}}); out.Applied[0] || out.Text != database {
			t.Errorf("%s was changed:\n%s", name, out.Text)
		}
	}
}

func TestSeveralEditsMeanTheSameBlocks(t *testing.T) {
	out := Run(Input{Text: database, Edits: []Change{
		change(2, "set", 7, "backup_retention_period"),
		change(11, "set", true, "monitoring"),
		change(2, "set", false, "publicly_accessible"),
	}})
	for index, applied := range out.Applied {
		if !applied {
			t.Errorf("edit %d was not made", index)
		}
	}
	if !contains(out.Text, "resource \"aws_instance\" \"b\" {\n  monitoring = true\n}") || !contains(out.Text, "publicly_accessible = false\n") {
		t.Error(out.Text)
	}
}

func contains(text, part string) bool {
	for index := 0; index+len(part) <= len(text); index++ {
		if text[index:index+len(part)] == part {
			return true
		}
	}
	return false
}
