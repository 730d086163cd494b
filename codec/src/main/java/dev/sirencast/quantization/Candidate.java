package dev.sirencast.quantization;

import java.util.List;

/** Weights rounded in one way, with the size and the quality that they have. */
record Candidate(Rounding rounding, List<QuantizedTensor> tensors, long bytes, double psnr) {}
