package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"sort"
	"strings"

	"github.com/spf13/pflag"
	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
)

func create(ctx context.Context, client *kadm.Client, args []string) {
	set := flags("create")
	partitions := set.Int32P("partitions", "p", -1, "")
	replicas := set.Int16P("replicas", "r", -1, "")
	configs := set.StringArrayP("topic-config", "c", nil, "")
	ifNotExists := set.Bool("if-not-exists", false, "")
	topics := parse(set, args)
	atLeastOne(topics)

	answers, err := client.CreateTopics(ctx, *partitions, *replicas, keysAndValues("topic-config", *configs), topics...)
	if err != nil {
		die("unable to create topics %v: %v", topics, err)
	}
	var rows []row
	failed := false
	for _, answer := range answers.Sorted() {
		switch {
		case answer.Err == nil:
			rows = append(rows, row{answer.Topic, "OK"})
		case *ifNotExists && errors.Is(answer.Err, kerr.TopicAlreadyExists):
			rows = append(rows, row{answer.Topic, "OK (topic already exists)"})
		case errors.Is(answer.Err, kerr.InvalidReplicationFactor) && *replicas%2 == 0:
			rows = append(rows, row{answer.Topic, "INVALID_REPLICATION_FACTOR: replication factor must be odd"})
			failed = true
		default:
			rows = append(rows, row{answer.Topic, refusal(answer.Err, answer.ErrMessage)})
			failed = true
		}
	}
	table(rows)
	if failed {
		os.Exit(1)
	}
}

// Like rpk, it exits with 0 whatever the cluster answers.
func alterConfig(ctx context.Context, client *kadm.Client, args []string) {
	set := flags("alter-config")
	sets := set.StringArrayP("set", "s", nil, "")
	deletes := set.StringArrayP("delete", "d", nil, "")
	set.Bool("no-confirm", false, "")
	topics := parse(set, args)
	atLeastOne(topics)

	var changes []kadm.AlterConfig
	for key, value := range keysAndValues("set", *sets) {
		changes = append(changes, kadm.AlterConfig{Op: kadm.SetConfig, Name: key, Value: value})
	}
	for _, key := range *deletes {
		changes = append(changes, kadm.AlterConfig{Op: kadm.DeleteConfig, Name: key})
	}
	if len(changes) == 0 {
		die("No incremental configuration changes were requested!")
	}
	atFirstAddress("unable to incrementally update configs")
	answers, err := client.AlterTopicConfigs(ctx, changes, topics...)
	if err != nil {
		die("unable to incrementally update configs: %v", err)
	}
	var rows []row
	for _, answer := range answers {
		status := "OK"
		if answer.Err != nil {
			status = refusal(answer.Err, answer.ErrMessage)
		}
		rows = append(rows, row{answer.Name, status})
	}
	table(rows)
}

func addPartitions(ctx context.Context, client *kadm.Client, args []string) {
	set := flags("add-partitions")
	number := set.IntP("num", "n", 0, "")
	topics := parse(set, args)
	atLeastOne(topics)
	if *number < 1 {
		die("No additional partitions requested, exiting!")
	}
	answers, err := client.CreatePartitions(ctx, *number, topics...)
	if err != nil {
		die("create partitions request failed: %v", err)
	}
	var rows []row
	failed := false
	for _, answer := range answers.Sorted() {
		status := "OK"
		if answer.Err != nil {
			status = refusal(answer.Err, answer.ErrMessage)
			failed = true
		}
		rows = append(rows, row{answer.Topic, status})
	}
	table(rows)
	if failed {
		os.Exit(1)
	}
}

type listed struct {
	Name       string `json:"name"`
	Partitions int    `json:"partitions"`
	Replicas   int    `json:"replicas"`
}

func list(ctx context.Context, client *kadm.Client, args []string) {
	set := flags("list")
	internal := set.BoolP("internal", "i", false, "")
	onlyJSON(set, args)
	topics, err := client.ListTopicsWithInternal(ctx)
	if err != nil {
		die("unable to request metadata: %v", err)
	}
	var rows []listed
	for _, topic := range topics.Sorted() {
		if !topic.IsInternal || *internal {
			rows = append(rows, listed{topic.Topic, len(topic.Partitions), topic.Partitions.NumReplicas()})
		}
	}
	printJSON(rows)
}

type summary struct {
	Name       string `json:"name"`
	Internal   bool   `json:"internal"`
	Partitions int    `json:"partitions"`
	Replicas   int    `json:"replicas"`
	Error      string `json:"error"`
}

type config struct {
	Key    string `json:"key"`
	Value  string `json:"value"`
	Source string `json:"source"`
}

type partition struct {
	Partition      int32   `json:"partition"`
	Leader         int32   `json:"leader"`
	Epoch          int32   `json:"epoch"`
	Replicas       []int32 `json:"replicas"`
	LogStartOffset int64   `json:"log_start_offset"`
	HighWatermark  int64   `json:"high_watermark"`
}

type description struct {
	Summary    summary     `json:"summary"`
	Configs    []config    `json:"configs"`
	Partitions []partition `json:"partitions"`
}

// Like rpk, it prints every section whatever the flags, and exits with 0 for a topic that does not exist.
func describe(ctx context.Context, client *kadm.Client, args []string) {
	set := flags("describe")
	for _, section := range []string{"all", "summary", "configs", "partitions"} {
		set.BoolP("print-"+section, section[:1], false, "")
	}
	names := onlyJSON(set, args)
	atLeastOne(names)
	topics, err := client.ListTopicsWithInternal(ctx, names...)
	if err != nil {
		die("unable to request topic metadata: %v", err)
	}
	configs := describeConfigs(ctx, client, topics)
	starts, err := client.ListStartOffsets(ctx, names...)
	if err != nil && len(starts) == 0 {
		die("unable to list offsets: %v", err)
	}
	ends, err := client.ListEndOffsets(ctx, names...)
	if err != nil && len(ends) == 0 {
		die("unable to list offsets: %v", err)
	}
	var descriptions []description
	for _, name := range names {
		topic := topics[name]
		d := description{
			Summary:    summary{Name: name, Internal: topic.IsInternal, Partitions: len(topic.Partitions), Replicas: topic.Partitions.NumReplicas()},
			Configs:    configs[name],
			Partitions: []partition{},
		}
		if topic.Err != nil {
			d.Summary.Error = topic.Err.Error()
		}
		for _, p := range topic.Partitions.Sorted() {
			start, _ := starts.Lookup(name, p.Partition)
			end, _ := ends.Lookup(name, p.Partition)
			d.Partitions = append(d.Partitions, partition{p.Partition, p.Leader, p.LeaderEpoch, p.Replicas, start.Offset, end.Offset})
		}
		descriptions = append(descriptions, d)
	}
	printJSON(descriptions)
}

func describeConfigs(ctx context.Context, client *kadm.Client, topics kadm.TopicDetails) map[string][]config {
	var present []string
	for _, topic := range topics {
		if topic.Err == nil {
			present = append(present, topic.Topic)
		}
	}
	if len(present) == 0 {
		return nil
	}
	answers, err := client.DescribeTopicConfigs(ctx, present...)
	if err != nil {
		die("unable to request configs: %v", err)
	}
	configs := map[string][]config{}
	for _, answer := range answers {
		for _, c := range answer.Configs {
			configs[answer.Name] = append(configs[answer.Name], config{c.Key, c.MaybeValue(), c.Source.String()})
		}
		sort.Slice(configs[answer.Name], func(i, j int) bool { return configs[answer.Name][i].Key < configs[answer.Name][j].Key })
	}
	return configs
}

// The topics among the arguments of a command whose text output nobody here reads.
func onlyJSON(set *pflag.FlagSet, args []string) []string {
	format := set.String("format", "text", "")
	topics := parse(set, args)
	if *format != "json" {
		die("this stand-in only knows --format json")
	}
	return topics
}

func refusal(err error, message string) string {
	var known *kerr.Error
	if errors.As(err, &known) && message != "" {
		return known.Message + ": " + message
	}
	return strings.TrimSpace(err.Error())
}

func printJSON(value any) {
	encoded, err := json.Marshal(value)
	if err != nil {
		die("unable to encode: %v", err)
	}
	os.Stdout.Write(append(encoded, '\n'))
}
