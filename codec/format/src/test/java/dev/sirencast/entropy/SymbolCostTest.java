package dev.sirencast.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.format.EntropyCoder;
import dev.sirencast.format.GroupLayout.Run;
import dev.sirencast.format.TensorLayout;
import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What symbols cost is what the coder writes. */
class SymbolCostTest {
  @ParameterizedTest
  @CsvSource({"4, 1.5", "8, 10", "12, 300", "16, 9000"})
  void theSumIsTheBodyThatTheCoderWrites(int bits, double deviation) {
    QuantizedTensor tensor =
        GaussianSymbols.tensor(100, 60, bits, deviation, new SplittableRandom(5));
    SymbolModel model = ModelFit.of(tensor).best();
    SymbolCost cost = SymbolCost.of(model, bits);
    double sum = 0;
    for (int i = 0; i < tensor.size(); i++) {
      sum += cost.bits(tensor.symbol(i));
    }
    assertEquals(ModelFit.of(tensor).codeLength(model), sum, 1e-6 * sum);
    byte[] body =
        new EntropyCoder(List.of(TensorLayout.of(tensor, model)))
            .encode(
                List.of(new Run(0, bits, 0, 1, tensor.size())), new short[][] {tensor.toArray()});
    assertEquals(sum / 8, body.length, 8 + 0.002 * sum / 8);
  }

  @Test
  void anEscapeCostsItsWholeSymbolToo() {
    SymbolCost cost = SymbolCost.of(new SymbolModel(0, 24), 8);
    assertEquals(SymbolTable.PRECISION + 16, cost.bits(100));
    assertTrue(cost.bits(0) < 2, "got " + cost.bits(0));
  }
}
