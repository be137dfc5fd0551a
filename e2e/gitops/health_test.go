// What Argo CD and Flux make of our statuses: Argo CD by the script of the chart in its own Lua, Flux by kstatus.
// The fixtures are written by the operator's own code: HealthFixturesTest.
package gitops

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	lua "github.com/yuin/gopher-lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

const (
	fixtures = "fixtures.jsonl"
	script   = "../../helm/database-migration-operator/files/argocd/health.lua"
)

type fixture struct {
	Name    string          `json:"name"`
	Argo    string          `json:"argo"`
	Kstatus string          `json:"kstatus"`
	Object  json.RawMessage `json:"object"`
}

func TestArgoCD(t *testing.T) {
	code, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	each(t, func(t *testing.T, f fixture, object *unstructured.Unstructured) {
		health, message := run(t, string(code), object.Object)
		if health != f.Argo {
			t.Errorf("Argo CD says %s (%s), not %s", health, message, f.Argo)
		}
		if message == "" {
			t.Error("nothing for people to read")
		}
	})
}

func TestKstatus(t *testing.T) {
	each(t, func(t *testing.T, f fixture, object *unstructured.Unstructured) {
		result, err := status.Compute(object)
		if err != nil {
			t.Fatal(err)
		}
		if result.Status.String() != f.Kstatus {
			t.Errorf("kstatus says %s (%s), not %s", result.Status, result.Message, f.Kstatus)
		}
	})
}

func each(t *testing.T, check func(*testing.T, fixture, *unstructured.Unstructured)) {
	file, err := os.Open(fixtures)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	count := 0
	for ; lines.Scan(); count++ {
		var f fixture
		if err := json.Unmarshal(lines.Bytes(), &f); err != nil {
			t.Fatal(err)
		}
		object := &unstructured.Unstructured{}
		if err := object.UnmarshalJSON(f.Object); err != nil {
			t.Fatal(err)
		}
		t.Run(f.Name, func(t *testing.T) { check(t, f, object) })
	}
	if err := lines.Err(); err != nil || count == 0 {
		t.Fatalf("%d fixtures read: %v", count, err)
	}
}

// As Argo CD does: the object as the global obj, no library but those that cannot reach out, a table with status and message back.
func run(t *testing.T, code string, object map[string]any) (string, string) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for name, open := range map[string]lua.LGFunction{lua.LoadLibName: lua.OpenPackage, lua.BaseLibName: lua.OpenBase, lua.TabLibName: lua.OpenTable} {
		if err := state.CallByParam(lua.P{Fn: state.NewFunction(open), Protect: true}, lua.LString(name)); err != nil {
			t.Fatal(err)
		}
	}
	state.SetGlobal("obj", value(state, object))
	if err := state.DoString(code); err != nil {
		t.Fatal(err)
	}
	table, ok := state.Get(-1).(*lua.LTable)
	if !ok {
		t.Fatalf("the script gave back a %s", state.Get(-1).Type())
	}
	return lua.LVAsString(table.RawGetString("status")), lua.LVAsString(table.RawGetString("message"))
}

func value(state *lua.LState, any any) lua.LValue {
	switch of := any.(type) {
	case map[string]interface{}:
		table := state.NewTable()
		for key, each := range of {
			table.RawSetString(key, value(state, each))
		}
		return table
	case []interface{}:
		table := state.NewTable()
		for _, each := range of {
			table.Append(value(state, each))
		}
		return table
	case string:
		return lua.LString(of)
	case bool:
		return lua.LBool(of)
	case int64:
		return lua.LNumber(of)
	case float64:
		return lua.LNumber(of)
	default:
		return lua.LNil
	}
}
