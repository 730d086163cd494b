package dev.sirencast.encoder.rounding;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;

/** Weights rounded in one way, with the size and the quality that they have. */
record Candidate(
    Rounding rounding, double scale, List<QuantizedTensor> tensors, long bytes, double psnr) {}
