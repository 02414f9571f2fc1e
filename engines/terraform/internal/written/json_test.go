package written

import (
	"strings"
	"testing"
)

func TestBlocksAndExpressionsAreWrittenAsConftestSeesThem(t *testing.T) {
	out, err := Run(Input{Files: map[string]string{"main.tf": "resource \"aws_s3_bucket\" \"logs\" {\n  bucket = \"${var.name}-logs\"\n  count = 2\n}\n"}})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"resource":{"aws_s3_bucket":{"logs":[{"bucket":"${var.name}-logs","count":2}]}}}`
	if got := string(out.Files["main.tf"]); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWhatDoesNotParseIsSaid(t *testing.T) {
	out, err := Run(Input{Files: map[string]string{"broken.tf": "resource {", "deep.tf": "a = " + strings.Repeat("[", 500)}})
	if err != nil {
		t.Fatal(err)
	}
	if out.Failed["broken.tf"] != "syntax" || out.Failed["deep.tf"] != "nesting" || len(out.Files) != 0 {
		t.Errorf("got %v and %v", out.Failed, out.Files)
	}
}
