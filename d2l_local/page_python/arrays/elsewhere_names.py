"""What MXNet has and the page has not. This runs in the page, on MicroPython.

tools/make_elsewhere_names.py writes it.
"""

NP_ELSEWHERE = """
    NAN NINF NZERO NaN PINF PZERO alltrue apply_along_axis apply_over_axes arccosh argpartition
    argwhere array_equiv array_split arrayprint atleast_1d atleast_2d atleast_3d average
    bincount blackman broadcast_arrays choose column_stack compress copy copysign corrcoef
    correlate cov deg2rad delete diag_indices_from diagflat diagonal digitize divmod dsplit
    dstack ediff1d einsum empty empty_like extract fallback fallback_linalg finfo flatnonzero
    fliplr flipud float16 float_power frexp function_base genfromtxt hamming hanning histogram
    histogram2d histogram_bin_edges histogramdd hsplit i0 in1d indices inner insert int8 interp
    intersect1d io isclose isin isneginf isposinf ix_ lcm ldexp lexsort logspace
    may_share_memory min_scalar_type mirr modf moveaxis msort multiarray nan_to_num nanargmax
    nanargmin nancumprod nancumsum nanmax nanmedian nanmin nanpercentile nanprod nanquantile
    ndim nonzero npv packbits pad partition percentile piecewise poly polyadd polydiv polyfit
    polyint polymul polysub polyval positive ppmt product promote_types pv quantile rad2deg rate
    real resize result_type rollaxis roots rot90 row_stack searchsorted select set_printoptions
    setdiff1d setxor1d shape shares_memory signbit size sometrue spacing split stride_tricks
    take take_along_axis tensordot trapz tril tril_indices_from trim_zeros triu_indices_from
    uint8 union1d unpackbits unravel_index unwrap utils vander vdot vsplit
"""

NPX_ELSEWHERE = """
    Context arange_like batch_dot batch_flatten batch_norm cast check_call classproperty
    constraint_check convolution cpu cpu_pinned current_context deconvolution dropout embedding
    erfinv fully_connected gamma gammaln gather_nd get_cuda_compute_capability gpu
    gpu_memory_info image is_np_array is_np_shape layer_norm load multibox_detection
    multibox_prior multibox_target nonzero num_gpus one_hot pick pooling reset_np reshape
    reshape_like rnn roi_pooling save sequence_mask shape_array slice smooth_l1 topk utils
    waitall with_metaclass
"""

LINALG_ELSEWHERE = """
    cholesky cond det eig eigh eigvals eigvalsh fallback_linalg inv lstsq matrix_power
    matrix_rank multi_dot pinv qr slogdet solve svd tensorinv tensorsolve
"""

RANDOM_ELSEWHERE = """
    beta chisquare choice exponential gamma gumbel logistic lognormal multinomial
    multivariate_normal pareto power rand randint randn rayleigh shuffle weibull
"""

AUTOGRAD_ELSEWHERE = """
    Function Lock MXCallbackList NDArray Symbol array c_array c_array_buf c_handle_array
    check_call get_symbol grad mark_variables set_recording set_training string_types
"""

METHODS_ELSEWHERE = """
    as_in_context as_in_ctx broadcast_like context copyto ctx handle nonzero reshape_view
    slice_assign slice_assign_scalar stype take to_dlpack_for_read to_dlpack_for_write tostype
    writable
"""
