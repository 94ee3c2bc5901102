// A stand-in for rpk, which cannot be had as a module: just the commands that our scripts and tests use, on franz-go.
//
// It proves the scripts against what a real Kafka does with topics, and against the ways of rpk that were observed:
// its tables, its JSON, its exit codes of 0 for failures, its usage after an error, its trouble with a dead address.
// It does not prove rpk itself, nor Redpanda.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/pflag"
	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

func main() {
	commands := map[string]func(context.Context, *kadm.Client, []string){
		"topic create":         create,
		"topic list":           list,
		"topic describe":       describe,
		"topic alter-config":   alterConfig,
		"topic add-partitions": addPartitions,
		"topic produce":        produce,
		"topic consume":        consume,
		"topic delete":         deleteTopics,
		"acl create":           createACLs,
		"acl list":             listACLs,
		"acl delete":           deleteACLs,
		"quotas describe":      describeQuotas,
		"quotas alter":         alterQuotas,
	}
	args := os.Args[1:]
	// ACLs are below `rpk security`, quotas below `rpk cluster`.
	if len(args) > 0 && (args[0] == "security" || args[0] == "cluster") {
		args = args[1:]
	}
	command, known := commands[strings.Join(args[:min(2, len(args))], " ")]
	if !known {
		die("this stand-in only knows: rpk topic create | list | describe | alter-config | add-partitions | produce | consume | delete, rpk security acl create | list | delete, and rpk cluster quotas describe | alter")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	client := newClient(kgo.RequestRetries(2), kgo.RetryTimeout(10*time.Second))
	defer client.Close()
	command(ctx, kadm.NewClient(client), args[2:])
}

func flags(name string) *pflag.FlagSet {
	set := pflag.NewFlagSet(name, pflag.ContinueOnError)
	set.Usage = func() {}
	return set
}

// The topics among the arguments.
func parse(set *pflag.FlagSet, args []string) []string {
	if err := set.Parse(args); err != nil {
		die("Error: %v\nUsage:\n  rpk topic %s [flags]\n\nFlags:\n  -h, --help   Help for %s", err, set.Name(), set.Name())
	}
	return set.Args()
}

func atLeastOne(topics []string) {
	if len(topics) == 0 {
		die("requires at least 1 arg(s), only received 0")
	}
}

func keysAndValues(flag string, pairs []string) map[string]*string {
	values := map[string]*string{}
	for _, pair := range pairs {
		key, value, found := strings.Cut(pair, "=")
		if !found || key == "" {
			die("unable to parse --%s: %q is not key=value", flag, pair)
		}
		values[key] = &value
	}
	return values
}

type row struct{ topic, status string }

func table(rows []row) {
	w := tabwriter.NewWriter(os.Stdout, 6, 4, 2, ' ', 0)
	fmt.Fprintln(w, "TOPIC\tSTATUS")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\n", r.topic, r.status)
	}
	w.Flush()
}

func die(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}
