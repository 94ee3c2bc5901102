package probe;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends a record to the topic of the first argument and receives it, and prints what Quarkus gives its Kafka clients. */
@QuarkusMain
public class App implements QuarkusApplication {
  @Inject
  @Identifier("default-kafka-broker")
  Map<String, Object> config;

  @Override
  public int run(String... args) throws Exception {
    config.forEach((key, value) -> System.out.println("probe " + key + " = " + value));
    try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(args[0], "hello")).get(30, TimeUnit.SECONDS);
    }
    try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(args[0]));
      for (var tries = 0; tries < 60; tries++) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          System.out.println("probe received " + record.value());
          return 0;
        }
      }
    }
    return 1;
  }
}
