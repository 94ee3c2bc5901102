package probe;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** Sends a record to the topic of --topic and receives it, and prints what its Kafka clients make of their configuration. */
@SpringBootApplication
public class App {
  private static final CountDownLatch received = new CountDownLatch(1);

  public static void main(String[] args) {
    // The listener's threads would keep a failed program alive.
    try {
      System.exit(run(args) ? 0 : 1);
    } catch (Exception error) {
      error.printStackTrace();
      System.exit(1);
    }
  }

  private static boolean run(String[] args) throws Exception {
    var context = SpringApplication.run(App.class, args);
    print("producer", new ProducerConfig(context.getBean(ProducerFactory.class).getConfigurationProperties()));
    print("consumer", new ConsumerConfig(context.getBean(ConsumerFactory.class).getConfigurationProperties()));
    @SuppressWarnings("unchecked")
    KafkaTemplate<String, String> template = context.getBean(KafkaTemplate.class);
    template.send(context.getEnvironment().getRequiredProperty("topic"), "hello").get(30, TimeUnit.SECONDS);
    System.out.println("probe sent");
    var isReceived = received.await(60, TimeUnit.SECONDS);
    context.close();
    return isReceived;
  }

  /** What a client has read, and what it hands on to others, such as serializers, as it was. */
  private static void print(String client, AbstractConfig config) {
    Map<String, Object> all = config.originals();
    all.putAll(config.values());
    all.forEach((key, value) -> System.out.println("probe " + client + " " + key + " = " + value));
  }

  @KafkaListener(topics = "${topic}")
  void receive(String value) {
    System.out.println("probe received " + value);
    received.countDown();
  }
}
