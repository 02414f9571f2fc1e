package evaluate

import "testing"

func TestPartsOfEncodedTextHavePlaces(t *testing.T) {
	out := run(t, Input{Files: map[string]string{"main.tf": `
resource "aws_ecs_task_definition" "api" {
  container_definitions = jsonencode([
    {
      name  = "api"
      image = upper("a")
    },
  ])
  data = {
    roles = yamlencode([
      { role = "a",
        groups = [
          "b",
        ] },
    ])
  }
  one_line = jsonencode({ a = 1 })
}
`}})
	ranges := out.Resources[0].Ranges
	for pointer, line := range map[string]int{
		"/container_definitions":         3,
		"/container_definitions/0":       4,
		"/container_definitions/0/image": 6,
		"/data/roles/0/role":             11,
		"/data/roles/0/groups/0":         13,
	} {
		if at, ok := ranges[pointer]; !ok || at[1] != line {
			t.Errorf("%s: %v", pointer, at)
		}
	}
	if _, ok := ranges["/one_line/a"]; ok {
		t.Error("a part on the line of the whole needs no place of its own")
	}
}
