package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/pflag"
	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kmsg"
)

// The flags by which ACLs are named. rpk multiplies them.
type aclFlags struct {
	allow, allowHosts, deny, denyHosts, operations, topics, groups, transactionalIDs *[]string
	cluster                                                                          *bool
	pattern                                                                          *string
}

func newACLFlags(set *pflag.FlagSet, pattern string) aclFlags {
	list := func(name string) *[]string { return set.StringSlice(name, nil, "") }
	return aclFlags{
		allow: list("allow-principal"), allowHosts: list("allow-host"), deny: list("deny-principal"), denyHosts: list("deny-host"),
		operations: list("operation"), topics: list("topic"), groups: list("group"), transactionalIDs: list("transactional-id"),
		cluster: set.Bool("cluster", false, ""), pattern: set.String("resource-pattern-type", pattern, ""),
	}
}

// What the flags name. What is left out of a filter means anything.
func (f aclFlags) builder(isFilter bool) *kadm.ACLBuilder {
	var operations []kadm.ACLOperation
	for _, name := range *f.operations {
		operation, err := kmsg.ParseACLOperation(name)
		if err != nil {
			die("invalid operation %q", name)
		}
		operations = append(operations, operation)
	}
	pattern, err := kmsg.ParseACLResourcePatternType(*f.pattern)
	if err != nil {
		die("invalid resource pattern type %q", *f.pattern)
	}
	b := kadm.NewACLs().ResourcePatternType(pattern).
		MaybeTopics(*f.topics...).MaybeGroups(*f.groups...).MaybeTransactionalIDs(*f.transactionalIDs...).MaybeClusters(*f.cluster).
		MaybeOperations(operations...)
	if !isFilter {
		hosts := func(hosts []string, principals []string) []string {
			if len(hosts) == 0 && len(principals) > 0 {
				return []string{"*"}
			}
			return hosts
		}
		return b.MaybeAllow(*f.allow...).MaybeDeny(*f.deny...).MaybeAllowHosts(hosts(*f.allowHosts, *f.allow)...).MaybeDenyHosts(hosts(*f.denyHosts, *f.deny)...)
	}
	if !b.HasResource() {
		b = b.AnyResource()
	}
	if len(operations) == 0 {
		b = b.Operations()
	}
	if len(*f.allow)+len(*f.deny) == 0 {
		return b.Allow().AllowHosts(*f.allowHosts...).Deny().DenyHosts(*f.denyHosts...)
	}
	if len(*f.allow) > 0 {
		b = b.Allow(*f.allow...).AllowHosts(*f.allowHosts...)
	}
	if len(*f.deny) > 0 {
		b = b.Deny(*f.deny...).DenyHosts(*f.denyHosts...)
	}
	return b
}

type acl struct {
	Principal  string `json:"principal"`
	Host       string `json:"host"`
	Type       string `json:"resource_type"`
	Name       string `json:"resource_name"`
	Pattern    string `json:"resource_pattern_type"`
	Operation  string `json:"operation"`
	Permission string `json:"permission"`
	Message    string `json:"message,omitempty"`
}

func (a acl) cells() string {
	return strings.Join([]string{a.Principal, a.Host, a.Type, a.Name, a.Pattern, a.Operation, a.Permission, a.Message}, "\t")
}

func aclTable(acls []acl) {
	w := tabwriter.NewWriter(os.Stdout, 6, 4, 2, ' ', 0)
	fmt.Fprintln(w, "PRINCIPAL\tHOST\tRESOURCE-TYPE\tRESOURCE-NAME\tRESOURCE-PATTERN-TYPE\tOPERATION\tPERMISSION\tERROR")
	for _, a := range acls {
		fmt.Fprintln(w, a.cells())
	}
	w.Flush()
}

// Whatever the cluster answers, it exits with 0.
func createACLs(ctx context.Context, client *kadm.Client, args []string) {
	set := flags("create")
	named := newACLFlags(set, "literal")
	parse(set, args)
	b := named.builder(false)
	if len(*named.allow)+len(*named.deny) == 0 || len(*named.operations) == 0 || !b.HasResource() {
		fmt.Println("Specified flags created no ACLs.")
		return
	}
	if err := b.ValidateCreate(); err != nil {
		die("%v", err)
	}
	answers, err := client.CreateACLs(ctx, b)
	if err != nil {
		die("unable to create ACLs: %v", err)
	}
	var rows []acl
	for _, a := range answers {
		row := acl{a.Principal, a.Host, a.Type.String(), a.Name, a.Pattern.String(), a.Operation.String(), a.Permission.String(), ""}
		if a.Err != nil {
			row.Message = refusal(a.Err, a.ErrMessage)
		}
		rows = append(rows, row)
	}
	aclTable(rows)
}

func listACLs(ctx context.Context, client *kadm.Client, args []string) {
	set := flags("list")
	named := newACLFlags(set, "any")
	set.String("subsystem", "", "")
	onlyJSON(set, args)
	answers, err := client.DescribeACLs(ctx, named.builder(true))
	if err != nil {
		die("unable to list ACLs: %v", err)
	}
	var answer struct {
		Filters []acl `json:"filters,omitempty"`
		Matches []acl `json:"matches"`
	}
	value := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	for _, a := range answers {
		if a.Err != nil {
			answer.Filters = append(answer.Filters, acl{value(a.Principal), value(a.Host), a.Type.String(), value(a.Name), a.Pattern.String(), a.Operation.String(), a.Permission.String(), strings.SplitN(a.Err.Error(), ":", 2)[0]})
		}
		for _, d := range a.Described {
			answer.Matches = append(answer.Matches, acl{d.Principal, d.Host, d.Type.String(), d.Name, d.Pattern.String(), d.Operation.String(), d.Permission.String(), ""})
		}
	}
	printJSON(answer)
}

func deleteACLs(ctx context.Context, client *kadm.Client, args []string) {
	set := flags("delete")
	named := newACLFlags(set, "any")
	noConfirm := set.Bool("no-confirm", false, "")
	parse(set, args)
	if !*noConfirm {
		die("unable to confirm deletion: EOF")
	}
	answers, err := client.DeleteACLs(ctx, named.builder(true))
	if err != nil {
		die("unable to delete ACLs: %v", err)
	}
	var filters, rows []acl
	for _, a := range answers {
		if a.Err != nil {
			filters = append(filters, acl{Type: a.Type.String(), Pattern: a.Pattern.String(), Operation: a.Operation.String(), Permission: a.Permission.String(), Message: refusal(a.Err, a.ErrMessage)})
		}
		for _, d := range a.Deleted {
			row := acl{d.Principal, d.Host, d.Type.String(), d.Name, d.Pattern.String(), d.Operation.String(), d.Permission.String(), ""}
			if d.Err != nil {
				row.Message = refusal(d.Err, d.ErrMessage)
			}
			rows = append(rows, row)
		}
	}
	if len(filters) > 0 {
		fmt.Println("FILTERS\n=======")
		aclTable(filters)
		fmt.Println("\nDELETIONS\n=========")
	}
	aclTable(rows)
}
