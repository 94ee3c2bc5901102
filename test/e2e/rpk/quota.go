package main

import (
	"context"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/twmb/franz-go/pkg/kadm"
)

var (
	namedTypes   = map[string]bool{"client-id": true, "client-id-prefix": true, "user": true, "ip": true}
	defaultTypes = map[string]bool{"client-id": true, "user": true, "ip": true}
)

type part struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

type quotaValue struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

type quota struct {
	Entity []part       `json:"entity"`
	Values []quotaValue `json:"values"`
}

// Like rpk, it calls the default by a name that a client could have.
func partsOf(entity kadm.ClientQuotaEntity) ([]part, string) {
	sort.Slice(entity, func(i, j int) bool { return entity[i].Type < entity[j].Type })
	var parts []part
	var words []string
	for _, component := range entity {
		name := "<default>"
		if component.Name != nil {
			name = *component.Name
		}
		parts = append(parts, part{name, component.Type})
		words = append(words, component.Type+"="+name)
	}
	return parts, strings.Join(words, ",")
}

func describeQuotas(ctx context.Context, client *kadm.Client, args []string) {
	onlyJSON(flags("describe"), args)
	described, err := client.DescribeClientQuotas(ctx, false, nil)
	if err != nil {
		die("unable to describe client quotas: %v", err)
	}
	var quotas struct {
		Quotas []quota `json:"quotas,omitempty"`
	}
	for _, one := range described {
		parts, _ := partsOf(one.Entity)
		var values []quotaValue
		for _, value := range one.Values {
			values = append(values, quotaValue{value.Key, strconv.FormatFloat(value.Value, 'f', -1, 64)})
		}
		quotas.Quotas = append(quotas.Quotas, quota{parts, values})
	}
	printJSON(quotas)
}

// Like rpk, it exits with 0 whatever the cluster answers.
func alterQuotas(ctx context.Context, client *kadm.Client, args []string) {
	set := flags("alter")
	names := set.StringSlice("name", nil, "")
	defaults := set.StringSlice("default", nil, "")
	adds := set.StringSlice("add", nil, "")
	deletes := set.StringSlice("delete", nil, "")
	parse(set, args)

	var entity kadm.ClientQuotaEntity
	for _, word := range *names {
		kind, name, found := strings.Cut(word, "=")
		if !found {
			die("name %q missing value", kind)
		}
		if !namedTypes[kind] {
			die("name type %q is invalid (allowed: client-id, client-id-prefix)", kind)
		}
		entity = append(entity, kadm.ClientQuotaEntityComponent{Type: kind, Name: &name})
	}
	for _, kind := range *defaults {
		if !defaultTypes[kind] {
			die("default type %q is invalid (allowed: client-id)", kind)
		}
		entity = append(entity, kadm.ClientQuotaEntityComponent{Type: kind})
	}
	var changes []kadm.AlterClientQuotaOp
	for _, add := range *adds {
		key, text, found := strings.Cut(add, "=")
		if !found {
			die("missing value in flag --add: %q", add)
		}
		value, err := strconv.ParseFloat(text, 64)
		if err != nil {
			die("unable to parse add %q: %v", add, err)
		}
		changes = append(changes, kadm.AlterClientQuotaOp{Key: key, Value: value})
	}
	for _, key := range *deletes {
		changes = append(changes, kadm.AlterClientQuotaOp{Key: key, Remove: true})
	}
	altered, err := client.AlterClientQuotas(ctx, []kadm.AlterClientQuotaEntry{{Entity: entity, Ops: changes}})
	if err != nil {
		die("unable to run alter client quotas: %v", err)
	}
	w := tabwriter.NewWriter(os.Stdout, 6, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ENTITY\tSTATUS")
	for _, answer := range altered {
		_, words := partsOf(answer.Entity)
		status := "OK"
		if answer.Err != nil {
			status = "Error: " + answer.ErrMessage
		}
		fmt.Fprintf(w, "%s\t%s\n", words, status)
	}
	w.Flush()
}
