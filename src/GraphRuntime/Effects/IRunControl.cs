namespace GraphRuntime.Effects;

/// <summary>What a run may request from the coordinator that might displace it.</summary>
internal interface IRunControl
{
    /// <summary>From now on the run must not be interrupted. Throws <see cref="OperationCanceledException"/> if it is being stopped already.</summary>
    ValueTask EnterRegionAsync();

    /// <summary>Ends what <see cref="EnterRegionAsync"/> began.</summary>
    ValueTask LeaveRegionAsync();

    /// <summary>From now on the run must not be rolled back. Throws <see cref="OperationCanceledException"/> if it is being stopped already.</summary>
    ValueTask CommitAsync();
}
