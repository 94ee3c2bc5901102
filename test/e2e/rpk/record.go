package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

// Each line of the standard input is a record's value.
func produce(ctx context.Context, _ *kadm.Client, args []string) {
	topics := parse(flags("produce"), args)
	if len(topics) != 1 {
		die("topic to produce to is missing, check --help for produce syntax")
	}
	client := newClient(kgo.DefaultProduceTopic(topics[0]), kgo.RecordRetries(3))
	defer client.Close()
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		record, err := client.ProduceSync(ctx, kgo.StringRecord(lines.Text())).First()
		if err != nil {
			die("unable to produce record: %v", err)
		}
		fmt.Printf("Produced to partition %d at offset %d with timestamp %d.\n", record.Partition, record.Offset, record.Timestamp.UnixMilli())
	}
}

func consume(ctx context.Context, _ *kadm.Client, args []string) {
	set := flags("consume")
	offset := set.StringP("offset", "o", "start", "")
	num := set.IntP("num", "n", 0, "")
	format := set.StringP("format", "f", "json", "")
	topics := parse(set, args)
	if *offset != "start" || *num < 1 || *format != `%v\n` {
		die("this stand-in only knows: rpk topic consume TOPIC --offset start --num NUMBER --format '%%v\\n'")
	}
	client := newClient(kgo.ConsumeTopics(topics...), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	defer client.Close()
	for left := *num; left > 0; {
		fetches := client.PollRecords(ctx, left)
		if err := fetches.Err(); err != nil {
			die("unable to consume: %v", err)
		}
		fetches.EachRecord(func(record *kgo.Record) {
			fmt.Println(strings.TrimRight(string(record.Value), "\n"))
			left--
		})
	}
}

func deleteTopics(ctx context.Context, client *kadm.Client, args []string) {
	topics := parse(flags("delete"), args)
	answers, err := client.DeleteTopics(ctx, topics...)
	if err != nil {
		die("unable to issue delete topics request: %v", err)
	}
	var rows []row
	for _, answer := range answers.Sorted() {
		status := "OK"
		if answer.Err != nil {
			status = refusal(answer.Err, answer.ErrMessage)
		}
		rows = append(rows, row{answer.Topic, status})
	}
	table(rows)
}
