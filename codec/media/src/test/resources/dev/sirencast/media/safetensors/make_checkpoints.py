"""Makes the checkpoints beside it, with the safetensors package's own writer.

All hold one network, 2-8x2-1: number i of tensor t (weight 0, bias 0, weight 1, ...) is
sin(1 + 7 t + i) / 4, rounded to the dtype. What differs is what real programs do differently.
"""
import numpy as np
from safetensors import TensorSpec, serialize_file
from safetensors.numpy import save_file

SHAPES = [(8, 2), (8,), (8, 8), (8,), (1, 8), (1,)]
TENSORS = [
    (np.sin(1 + 7 * t + np.arange(np.prod(shape))) / 4).reshape(shape)
    for t, shape in enumerate(SHAPES)
]


def named(layers, dtype):
    names = [f"{layer}.{part}" for layer in layers for part in ("weight", "bias")]
    return {name: tensor.astype(dtype) for name, tensor in zip(names, TENSORS)}


def bfloat16(tensor):
    bits = tensor.astype(np.float32).view(np.uint32)
    return ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype(np.uint16)


# Sitzmann's explore_siren notebook, in double.
save_file(named(["net.0.linear", "net.1.linear", "net.2"], np.float64), "notebook-f64.safetensors")

# siren-pytorch's wrapper with its buffer of coordinates, in half.
wrapper = named(["net.layers.0", "net.layers.1", "net.last_layer"], np.float16)
wrapper["grid"] = np.stack(np.meshgrid(np.linspace(-1, 1, 4), np.linspace(-1, 1, 3)), -1).reshape(
    -1, 2).astype(np.float16)
save_file(wrapper, "wrapper-f16.safetensors")

# A compiled module below a training loop's other state, in bfloat16.
loop = {
    f"model._orig_mod.fc{t // 2 + 1}.{('weight', 'bias')[t % 2]}": ("bfloat16", bfloat16(tensor))
    for t, tensor in enumerate(TENSORS)
}
loop["epoch"] = ("int64", np.array(7, np.int64))
loop["optimizer.state.0.step"] = ("float32", np.array(9, np.float32))
loop["optimizer.exp_avg.fc1.weight"] = ("float32", np.zeros((8, 2), np.float32))
loop["done"] = ("bool", np.array([True]))
serialize_file(
    {
        name: TensorSpec(
            dtype=kind, shape=list(array.shape), data_ptr=array.ctypes.data, data_len=array.nbytes)
        for name, (kind, array) in loop.items()
    },
    "loop-bf16.safetensors", {"format": "pt"})

# A network and its moving average: which one is meant, nobody knows.
save_file(
    {**named(["model.0", "model.1", "model.2"], np.float32),
     **named(["ema.0", "ema.1", "ema.2"], np.float32)},
    "two-networks.safetensors")

# Layers that were quantised.
eight = named(["layers.0", "layers.1", "layers.2"], np.float32)
eight["layers.1.weight"] = (eight["layers.1.weight"] * 127).astype(np.int8)
save_file(eight, "int8-layer.safetensors")
